using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A sequence of a user's objects as a data view. It is enumerated anew by every cursor, as the cursor moves.</summary>
internal sealed class EnumerableDataView<TRow> : IDataView
    where TRow : class
{
    private readonly IHost _host;
    private readonly IEnumerable<TRow> _rows;
    private readonly UserColumn[] _columns;

    public EnumerableDataView(IHostEnvironment environment, IEnumerable<TRow> rows, SchemaDefinition? definition)
    {
        _host = environment.Register("StreamingDataView");
        _rows = rows;
        _columns = UserColumn.Bind(typeof(TRow), definition, SchemaDefinition.Direction.Read);
        Schema = UserColumn.SchemaOf(_columns);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(_host, _rows.GetEnumerator(), new UserRow<TRow>(_host, Schema, _columns, ColumnSet.Of(columnsNeeded, Schema)));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IHost host, IEnumerator<TRow> rows, UserRow<TRow> row) : LinkedCursor(row)
    {
        private bool _ended;

        public override bool MoveNext()
        {
            if (_ended)
                return false;
            if (rows.MoveNext())
            {
                row.MoveTo(rows.Current ?? throw host.Except("Encountered null when iterating over data, this is not supported."));
                return true;
            }

            Dispose();
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (!_ended)
            {
                _ended = true;
                row.MoveToEnd();
                rows.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
