using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Keeps columns in memory once they have been read: the input is read again only for columns that were not asked for before.</summary>
internal sealed class CacheDataView : IDataView
{
    private readonly IDataView _input;
    private readonly ColumnBuffer?[] _columns;
    private readonly ColumnBuffer<DataViewRowId> _ids = ColumnBuffer.Ids();
    private readonly Lock _lock = new();
    private int _count = -1;

    public CacheDataView(IHostEnvironment environment, IDataView input, int[] prefetch)
    {
        environment.Register("Cache");
        _input = input;
        _columns = new ColumnBuffer?[input.Schema.Count];
        if (prefetch.Length > 0)
            Fill(prefetch.Contains);
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _input.Schema;

    public long? GetRowCount() => _count < 0 ? null : _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var isActive = ColumnSet.Of(columnsNeeded, Schema);
        lock (_lock)
        {
            foreach (var column in Schema.Where(c => isActive(c.Index)))
                _columns[column.Index] ??= ColumnBuffer.Create(column);
        }

        return new Cursor(this, isActive, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private readonly HashSet<int> _filled = [];

    private int Fill(Func<int, bool> isActive)
    {
        lock (_lock)
        {
            var missing = Schema.Where(c => isActive(c.Index) && !_filled.Contains(c.Index)).ToArray();
            if (missing.Length == 0 && _count >= 0)
                return _count;
            using var cursor = _input.GetRowCursor(missing);
            var fillers = missing.Select(c => (_columns[c.Index] ??= ColumnBuffer.Create(c)).Filler(cursor, c)).Append(_ids.Filler(cursor.GetIdGetter())).ToArray();
            var count = 0;
            for (; cursor.MoveNext(); count++)
                foreach (var fill in fillers)
                    fill(count);
            _filled.UnionWith(missing.Select(c => c.Index));
            return _count = count;
        }
    }

    private sealed class Cursor(CacheDataView owner, Func<int, bool> isActive, Random? random)
        : BufferCursor(owner.Schema, owner._columns, isActive, () => owner.Fill(isActive), owner._ids)
    {
        private int[]? _order;

        protected override int RowAt(int position)
        {
            if (random is null)
                return position;
            if (_order is null)
            {
                _order = [.. Enumerable.Range(0, owner._count)];
                random.Shuffle(_order);
            }

            return _order[position];
        }
    }
}
