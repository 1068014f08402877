using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Making, reading and rearranging data views.</summary>
public sealed class DataOperationsCatalog : IInternalCatalog
{
    private readonly IHostEnvironment _environment;

    internal DataOperationsCatalog(IHostEnvironment env)
    {
        _environment = env;
    }

    IHostEnvironment IInternalCatalog.Environment => _environment;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
    {
        _environment.CheckValue(data, nameof(data));
        return new EnumerableDataView<TRow>(_environment, data, schemaDefinition);
    }

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        _environment.CheckValue(data, nameof(data));
        _environment.CheckValue(schema, nameof(schema));
        return new EnumerableDataView<TRow>(_environment, data, UserColumn.DefinitionBy(_environment, typeof(TRow), schema));
    }

    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false,
        SchemaDefinition? schemaDefinition = null)
        where TRow : class, new()
    {
        _environment.CheckValue(data, nameof(data));
        return new TypedRows<TRow>(_environment, data.Schema, ignoreMissingColumns, schemaDefinition).Read(data, reuseRowObject);
    }

    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        _environment.CheckValue(input, nameof(input));
        var kept = CacheableColumnsView.Of(input);
        var prefetch = (columnsToPrefetch ?? []).Select(name =>
        {
            var column = input.Schema.GetColumnOrNull(name) ?? throw _environment.ExceptSchemaMismatch(nameof(columnsToPrefetch), "prefetch", name);
            _environment.Check(CacheableColumnsView.IsCacheable(column), $"Asked to prefetch column '{name}' into cache, but it is of unhandled type '{column.Type}'");
            return kept.Schema[name].Index;
        });
        return new CacheDataView(_environment, kept, [.. prefetch]);
    }

    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity,
        double upperBound = double.PositiveInfinity)
    {
        _environment.CheckValue(input, nameof(input));
        _environment.CheckNonEmpty(columnName, nameof(columnName));
        _environment.CheckParam(lowerBound < upperBound, nameof(upperBound), "Must be less than lowerBound");
        var type = input.Schema[columnName].Type;
        if (type is not NumberDataViewType)
            throw _environment.ExceptSchemaMismatch(nameof(columnName), "filter", columnName, "number", $"{type}");
        return new RangeDataView(_environment, input, columnName, lowerBound, upperBound);
    }

    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        _environment.CheckValue(input, nameof(input));
        _environment.CheckParam(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        var host = _environment.Register("Shuffle");
        return new ShuffleDataView(CacheableColumnsView.Of(input), shufflePoolSize, shuffleSource, seed ?? host.Rand.Next());
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        _environment.CheckValue(input, nameof(input));
        _environment.CheckParam(count > 0, nameof(count), "Must be greater than zero.");
        return new SkipTakeDataView(input, count, long.MaxValue);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        _environment.CheckValue(input, nameof(input));
        _environment.CheckParam(count > 0, nameof(count), "Must be greater than zero.");
        return new SkipTakeDataView(input, 0, count);
    }

    /// <summary>Splits at random; without a seed, by the seed of the context, and without that, always in the same way.</summary>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        _environment.CheckValue(data, nameof(data));
        _environment.CheckParam(testFraction > 0 && testFraction < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        if (samplingKeyColumnName is not null)
            throw _environment.ExceptNotSupported("This stand-in splits by rows only; samplingKeyColumnName needs ML.NET itself.");
        var used = (uint)(seed ?? ((IHostEnvironmentInternal)_environment).Seed ?? 42);
        return new TrainTestData(new SplitDataView(data, used, testFraction, isTest: false), new SplitDataView(data, used, testFraction, isTest: true));
    }

    public struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
