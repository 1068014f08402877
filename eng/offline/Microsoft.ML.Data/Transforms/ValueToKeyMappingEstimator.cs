using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>How many terms to take, in which order, and whether their values are to be kept as text.</summary>
internal sealed record TermOptions(int MaximumNumberOfKeys, ValueToKeyMappingEstimator.KeyOrdinality Order, bool AsText);

/// <summary>Numbers the values of a column from 1; the values become the KeyValues annotation of the key column.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly IHost _host;
    private readonly (string Output, string Input)[] _columns;
    private readonly TermOptions _options;
    private readonly IDataView? _keyData;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, (string Output, string Input)[] columns, TermOptions options, IDataView? keyData)
    {
        _host = env.Register(nameof(ValueToKeyMappingEstimator));
        _host.CheckParam(columns.Length > 0, nameof(columns), "columns cannot be null or empty");
        foreach (var (output, _) in columns)
            _host.CheckParam(!string.IsNullOrWhiteSpace(output), "outputColumnName", "outputColumnName cannot be null or white space");
        _host.CheckParam(keyData is null || keyData.Schema.Count == 1, nameof(keyData), "If specified, this data view should contain only a single column "
            + $"containing the terms to map, but this had {keyData?.Schema.Count} columns.");
        _columns = columns;
        _options = options;
        _keyData = keyData;
    }

    public enum KeyOrdinality : byte
    {
        ByOccurrence = 0,
        ByValue = 1,
    }

    public ValueToKeyMappingTransformer Fit(IDataView input) => ValueToKeyMappingTransformer.Train(_host, input, _columns, _options, _keyData);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(_columns.Select(pair =>
        {
            var source = inputSchema.Input(_host, pair.Input);
            if (ColumnTypes.PrimitiveOrNull(source.ItemType.RawType) is null or RowIdDataViewType)
                throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.Input);
            if (!source.IsKey || !source.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out var values) || values.Kind != SchemaShape.Column.VectorKind.Vector)
                values = new SchemaShape.Column(AnnotationKinds.KeyValues, SchemaShape.Column.VectorKind.Vector,
                    _options.AsText ? TextDataViewType.Instance : source.ItemType, source.IsKey);
            var annotations = source.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out var names) ? new SchemaShape([names, values]) : new SchemaShape([values]);
            return new SchemaShape.Column(pair.Output, source.Kind, NumberDataViewType.UInt32, true, annotations);
        }));
    }
}
