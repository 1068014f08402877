using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The columns of a view that can be kept: all but those whose values own something, such as images.</summary>
internal sealed class CacheableColumnsView : IDataView
{
    private readonly IDataView _input;
    private readonly int[] _sources;

    private CacheableColumnsView(IDataView input, int[] sources)
    {
        _input = input;
        _sources = sources;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(sources.Select(index => new DataViewSchema.DetachedColumn(input.Schema[index])));
        Schema = builder.ToSchema();
    }

    public bool CanShuffle => _input.CanShuffle;

    public DataViewSchema Schema { get; }

    public static bool IsCacheable(DataViewSchema.Column column) => column.Type.ItemOf() is PrimitiveDataViewType;

    /// <summary>The view itself, where all its columns can be kept.</summary>
    public static IDataView Of(IDataView input)
    {
        var sources = input.Schema.Where(IsCacheable).Select(column => column.Index).ToArray();
        return sources.Length == input.Schema.Count ? input : new CacheableColumnsView(input, sources);
    }

    public long? GetRowCount() => _input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, _input.GetRowCursor(Sources(columnsNeeded), rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. _input.GetRowCursorSet(Sources(columnsNeeded), n, rand).Select(cursor => new Cursor(this, cursor))];

    private IEnumerable<DataViewSchema.Column> Sources(IEnumerable<DataViewSchema.Column> columns)
    {
        var isActive = ColumnSet.Of(columns, Schema);
        return [.. _sources.Where((_, index) => isActive(index)).Select(source => _input.Schema[source])];
    }

    private sealed class Cursor(CacheableColumnsView view, DataViewRowCursor source) : LinkedCursor(source)
    {
        public override DataViewSchema Schema => view.Schema;

        public override bool MoveNext() => ((DataViewRowCursor)Input).MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => base.IsColumnActive(SourceOf(column));

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => base.GetGetter<TValue>(SourceOf(column));

        private DataViewSchema.Column SourceOf(DataViewSchema.Column column) => view._input.Schema[view._sources[column.Index]];
    }
}
