using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Row mappers one after the other.</summary>
internal sealed class CompositeRowToRowMapper(DataViewSchema inputSchema, IReadOnlyList<IRowToRowMapper> mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = mappers.Count > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        foreach (var mapper in mappers.Reverse())
            dependingColumns = mapper.GetDependencies(dependingColumns);
        return dependingColumns;
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(null, input, nameof(input));
        Contracts.CheckValue(null, activeColumns, nameof(activeColumns));
        Contracts.CheckParam(null, input.Schema == InputSchema, nameof(input), "Schema did not match original schema");
        var active = activeColumns.Select(c => c.Index).ToHashSet();
        if (mappers.Count == 0)
        {
            foreach (var column in input.Schema)
                Contracts.CheckParam(null, !active.Contains(column.Index) || input.IsColumnActive(column), nameof(input),
                    $"Mapper required column '{column.Name}' active but it was not.");
            return input;
        }

        // Which columns each mapper must give, found from the last to the first; then the rows, from the first to the last.
        var needed = new IEnumerable<DataViewSchema.Column>[mappers.Count];
        needed[^1] = OutputSchema.Where(c => active.Contains(c.Index));
        for (var i = needed.Length - 1; i > 0; i--)
            needed[i - 1] = mappers[i].GetDependencies(needed[i]);
        var row = input;
        for (var i = 0; i < needed.Length; i++)
            row = mappers[i].GetRow(row, needed[i]);
        return row;
    }
}
