using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Base of the library's own transformers that add columns row by row.</summary>
public abstract class RowToRowTransformerBase : ITransformer
{
    private protected readonly IHost Host;

    private protected RowToRowTransformerBase(IHost host)
    {
        Host = host;
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema, nameof(inputSchema)).OutputSchema;

    public IDataView Transform(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        return new MappedDataView(input, Bind(input.Schema, nameof(input)));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema, nameof(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    private protected abstract AddedColumn[] AddedColumns(DataViewSchema inputSchema);

    private protected abstract void SaveModel(ModelSaveContext ctx);

    private protected DataViewSchema.Column Input(DataViewSchema inputSchema, string name) =>
        inputSchema.GetColumnOrNull(name) ?? throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);

    private RowMapper Bind(DataViewSchema inputSchema, string parameter)
    {
        Host.CheckValue(inputSchema, parameter);
        return new RowMapper(inputSchema, AddedColumns(inputSchema));
    }
}

/// <summary>Base of those whose added columns are each made of one input column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected readonly (string Output, string Input)[] ColumnPairs;

    private protected OneToOneTransformerBase(IHost host, (string Output, string Input)[] columns) : base(host)
    {
        var names = new HashSet<string>();
        foreach (var (output, input) in columns)
        {
            host.CheckNonEmpty(input, nameof(columns));
            host.CheckNonEmpty(output, nameof(columns));
            host.CheckParam(names.Add(output), nameof(columns), $"Name of the result column '{output}' specified multiple times");
        }

        ColumnPairs = columns;
    }

    private protected OneToOneTransformerBase(IHost host, ModelLoadContext ctx) : this(host, ReadColumns(host, ctx))
    {
    }

    internal IReadOnlyList<(string Output, string Input)> Columns => ColumnPairs;

    private protected void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach (var (output, input) in ColumnPairs)
        {
            ctx.SaveNonEmptyString(output);
            ctx.SaveNonEmptyString(input);
        }
    }

    private static (string Output, string Input)[] ReadColumns(IHost host, ModelLoadContext ctx)
    {
        var count = ctx.Reader.ReadInt32();
        host.CheckDecode(count >= 0);
        var columns = new List<(string, string)>();
        for (var i = 0; i < count; i++)
            columns.Add((ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString()));
        return [.. columns];
    }
}

/// <summary>Base of the estimators that learn nothing.</summary>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private protected readonly IHost Host;
    private protected readonly TTransformer Transformer;

    private protected TrivialEstimator(IHost host, TTransformer transformer)
    {
        Host = host;
        Transformer = transformer;
    }

    public TTransformer Fit(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        Transformer.GetOutputSchema(input.Schema); // for its checks
        return Transformer;
    }

    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}

/// <summary>Shapes with columns put in.</summary>
internal static class Shapes
{
    public static SchemaShape.Column Input(this SchemaShape shape, IHost host, string name) =>
        shape.TryFindColumn(name, out var column) ? column : throw host.ExceptSchemaMismatch("inputSchema", "input", name);

    public static SchemaShape With(this SchemaShape shape, IEnumerable<SchemaShape.Column> columns)
    {
        var byName = shape.ToDictionary(c => c.Name);
        foreach (var column in columns)
            byName[column.Name] = column;
        return new SchemaShape(byName.Values);
    }
}
