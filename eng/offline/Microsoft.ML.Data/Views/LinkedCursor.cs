using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor whose rows are those of another row or cursor, in the same schema unless told otherwise.</summary>
internal abstract class LinkedCursor(DataViewRow input) : DataViewRowCursor
{
    protected DataViewRow Input => input;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => input.Schema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Base of cursors that pass on some of the rows of an input cursor: they count what they pass on.</summary>
internal abstract class SelectingCursor(DataViewRowCursor input, Func<int, bool> isActive) : LinkedCursor(input)
{
    private long _position = -1;
    private bool _ended;

    public override long Position => _position;

    protected DataViewRowCursor Source => (DataViewRowCursor)Input;

    public sealed override bool MoveNext()
    {
        if (_ended)
            return false;
        if (MoveToNext())
        {
            _position++;
            return true;
        }

        Dispose();
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => isActive(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Contracts.Check(null, IsColumnActive(column));
        return Input.GetGetter<TValue>(column);
    }

    protected abstract bool MoveToNext();

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        _position = -1;
        base.Dispose(disposing);
    }
}

/// <summary>Which columns are asked for.</summary>
internal static class ColumnSet
{
    public static Func<int, bool> Of(IEnumerable<DataViewSchema.Column> columns, DataViewSchema schema)
    {
        Contracts.CheckValue(null, columns, "columnsNeeded");
        var active = new bool[schema.Count];
        foreach (var column in columns)
        {
            Contracts.Check(null, column.Index < active.Length, $"The requested column: {column} is not part of the sourceSchema");
            active[column.Index] = true;
        }

        return index => index >= 0 && index < active.Length && active[index];
    }
}
