using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A column that a transformer adds to an input schema.</summary>
/// <param name="Name">Its name; where the input has the name, the new column hides the old one.</param>
/// <param name="Type">Its type.</param>
/// <param name="Annotations">Its annotations.</param>
/// <param name="Sources">The input columns that its values are made of.</param>
/// <param name="MakeGetter">Makes the getter for a row; where it is a method of a disposable object, that one is disposed of with the row.</param>
internal sealed record AddedColumn(string Name, DataViewType Type, DataViewSchema.Annotations? Annotations, int[] Sources, Func<DataViewRow, Delegate> MakeGetter);

/// <summary>A row-to-row transformer bound to an input schema: all input columns, and the added ones.</summary>
internal sealed class RowMapper : IRowToRowMapper
{
    // For each output column, its index in the input, or ~index among the added columns.
    private readonly int[] _map;
    private readonly IReadOnlyList<AddedColumn> _added;

    public RowMapper(DataViewSchema input, IReadOnlyList<AddedColumn> added)
    {
        InputSchema = input;
        _added = added;
        var columns = input.Select(c => (Map: c.Index, Column: new DataViewSchema.DetachedColumn(c))).ToList();
        for (var i = 0; i < added.Count; i++)
        {
            // A new name goes to the end, a known one behind the last column of that name.
            var last = columns.FindLastIndex(c => c.Column.Name == added[i].Name);
            columns.Insert(last < 0 ? columns.Count : last + 1, (~i, new DataViewSchema.DetachedColumn(added[i].Name, added[i].Type, added[i].Annotations)));
        }

        _map = [.. columns.Select(c => c.Map)];
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(columns.Select(c => c.Column));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = ColumnSet.Of(dependingColumns, OutputSchema);
        var sources = Enumerable.Range(0, _map.Length).Where(needed).SelectMany(i => _map[i] >= 0 ? [_map[i]] : _added[~_map[i]].Sources).ToHashSet();
        return [.. InputSchema.Where(c => sources.Contains(c.Index))];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(null, input, nameof(input));
        Contracts.CheckValue(null, activeColumns, nameof(activeColumns));
        Contracts.Check(null, input.Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        return new Row(this, input, ColumnSet.Of(activeColumns, OutputSchema));
    }

    public DataViewRowCursor Cursor(DataViewRowCursor input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new MappedCursor(input, new Row(this, input, ColumnSet.Of(activeColumns, OutputSchema)));

    private sealed class Row(RowMapper mapper, DataViewRow input, Func<int, bool> isActive) : DataViewRow
    {
        private readonly Delegate?[] _getters = [.. mapper.OutputSchema.Select(c =>
            isActive(c.Index) && mapper._map[c.Index] is < 0 and var added ? mapper._added[~added].MakeGetter(input) : null)];

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => mapper.OutputSchema;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => isActive(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(null, IsColumnActive(column));
            var source = mapper._map[column.Index];
            if (source >= 0)
                return input.GetGetter<TValue>(input.Schema[source]);
            var getter = _getters[column.Index]!;
            return getter as ValueGetter<TValue> ?? throw Contracts.Except(null,
                $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                foreach (var getter in _getters)
                    (getter?.Target as IDisposable)?.Dispose();
                input.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class MappedCursor(DataViewRowCursor source, DataViewRow row) : LinkedCursor(row)
    {
        public override bool MoveNext() => source.MoveNext();
    }
}

/// <summary>A data view with columns added row by row.</summary>
internal sealed class MappedDataView(IDataView input, RowMapper mapper) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var columns = columnsNeeded.ToArray();
        return mapper.Cursor(input.GetRowCursor(mapper.GetDependencies(columns), rand), columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var columns = columnsNeeded.ToArray();
        return [.. input.GetRowCursorSet(mapper.GetDependencies(columns), n, rand).Select(cursor => mapper.Cursor(cursor, columns))];
    }
}
