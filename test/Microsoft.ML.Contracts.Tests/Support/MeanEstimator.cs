extern alias mlcorestub;

using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: mlcorestub::Microsoft.ML.LoadableClass(typeof(MeanTransformer), null, typeof(mlcorestub::Microsoft.ML.SignatureLoadModel), "", MeanTransformer.LoaderSignature)]
[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo("Microsoft.ML.Core")]

namespace System.Runtime.CompilerServices
{
    /// <summary>Known to the runtime by its name: internal attributes of the named assembly may be used.</summary>
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
    {
        public string AssemblyName { get; } = assemblyName;
    }
}

namespace Microsoft.ML.Contracts.Tests.Support
{
    /// <summary>An estimator from outside ML.NET: it learns the mean of a column and offers the distance from it.</summary>
    internal sealed class MeanEstimator(IHostEnvironment environment, string column, bool isDeclared = true) : IEstimator<MeanTransformer>
    {
        private readonly IHost _host = environment.Register(nameof(MeanEstimator));

        public int Fits { get; private set; }

        public MeanTransformer Fit(IDataView input)
        {
            using var channel = _host.Start("Training");
            Fits++;
            var mean = input.Values<float>(column).Average();
            channel.Info(MessageSensitivity.None, "mean of {0}: {1}", column, mean);
            return new MeanTransformer(column, mean, isDeclared);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            if (!inputSchema.Any(c => c.Name == column && c.ItemType == NumberDataViewType.Single))
                throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Could not find input column '{column}'");
            var columns = inputSchema.ToDictionary(c => c.Name);
            columns["Distance"] = Internals.NewColumn("Distance", SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false, null);
            return new SchemaShape(columns.Values);
        }
    }

    /// <summary>What <see cref="MeanEstimator"/> learns.</summary>
    internal sealed class MeanTransformer(string column, float mean, bool isDeclared) : ITransformer, IDisposable
    {
        public const string LoaderSignature = "ContractMean";
        public const string UndeclaredSignature = "ContractMeanUndeclared";

        public float Mean => mean;

        public bool IsDisposed { get; private set; }

        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new Mapper(inputSchema, column, mean).OutputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new Mapper(inputSchema, column, mean);

        public IDataView Transform(IDataView input) => new View(input, new Mapper(input.Schema, column, mean));

        public void Save(ModelSaveContext ctx)
        {
            Internals.SetVersion(ctx, "CONTRACT", isDeclared ? LoaderSignature : UndeclaredSignature, typeof(MeanTransformer).Assembly.GetName().Name!);
            Internals.Writer(ctx).Write(column);
            Internals.SaveBinaryStream(ctx, "mean.bin", writer => writer.Write(mean));
        }

        public void Dispose() => IsDisposed = true;

        // Found and called by ML.NET, by name.
        private static MeanTransformer Create(IHostEnvironment environment, object loadContext)
        {
            var column = Internals.Reader(loadContext).ReadString();
            var mean = 0f;
            return Internals.TryLoadBinaryStream(loadContext, "mean.bin", reader => mean = reader.ReadSingle())
                ? new MeanTransformer(column, mean, environment is not null)
                : throw new FormatException("mean.bin is missing");
        }

        private sealed class Mapper : IRowToRowMapper
        {
            private readonly DataViewSchema.Column _source;
            private readonly float _mean;

            public Mapper(DataViewSchema input, string column, float mean)
            {
                InputSchema = input;
                _source = input.GetColumnOrNull(column) ?? throw new ArgumentOutOfRangeException(nameof(input), $"Could not find input column '{column}'");
                _mean = mean;
                var builder = new DataViewSchema.Builder();
                builder.AddColumns(input);
                builder.AddColumn("Distance", NumberDataViewType.Single);
                OutputSchema = builder.ToSchema();
            }

            public DataViewSchema InputSchema { get; }

            public DataViewSchema OutputSchema { get; }

            public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
            {
                var needed = dependingColumns.Select(c => c.Index < InputSchema.Count ? c.Index : _source.Index).ToHashSet();
                return [.. InputSchema.Where(c => needed.Contains(c.Index))];
            }

            public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
                new Row(input, OutputSchema, _source, _mean, [.. activeColumns.Select(c => c.Index)]);
        }

        private sealed class Row(DataViewRow input, DataViewSchema schema, DataViewSchema.Column source, float mean, HashSet<int> active) : DataViewRow
        {
            public override long Position => input.Position;

            public override long Batch => input.Batch;

            public override DataViewSchema Schema => schema;

            public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            {
                if (column.Index < input.Schema.Count)
                    return input.GetGetter<TValue>(input.Schema[column.Index]);
                var getter = input.GetGetter<float>(source);
                return (ValueGetter<TValue>)(Delegate)(ValueGetter<float>)((ref float value) =>
                {
                    getter(ref value);
                    value = Math.Abs(value - mean);
                });
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    input.Dispose();
                base.Dispose(disposing);
            }
        }

        private sealed class View(IDataView input, Mapper mapper) : IDataView
        {
            public bool CanShuffle => input.CanShuffle;

            public DataViewSchema Schema => mapper.OutputSchema;

            public long? GetRowCount() => input.GetRowCount();

            public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
            {
                var columns = columnsNeeded.ToArray();
                var cursor = input.GetRowCursor(mapper.GetDependencies(columns), rand);
                return new Cursor(cursor, mapper.GetRow(cursor, columns));
            }

            public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];
        }

        private sealed class Cursor(DataViewRowCursor source, DataViewRow row) : DataViewRowCursor
        {
            public override long Position => source.Position;

            public override long Batch => source.Batch;

            public override DataViewSchema Schema => row.Schema;

            public override bool MoveNext() => source.MoveNext();

            public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    row.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
