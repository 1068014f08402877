using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Rows in random order: drawn from a pool that is filled up from the input, which is shuffled itself where it can be. Every cursor gives the same order.</summary>
internal sealed class ShuffleDataView(IDataView input, int poolRows, bool shuffleSource, int seed) : FilterDataView(input)
{
    public override bool CanShuffle => true;

    public override long? GetRowCount() => Input.GetRowCount();

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var random = rand ?? new TauswortheHybrid((uint)seed);
        var columns = columnsNeeded.ToArray();
        var source = Input.GetRowCursor(columns, shuffleSource ? new TauswortheHybrid(random) : null);
        return poolRows == 1 ? source : new Cursor(source, ColumnSet.Of(columns, Schema), poolRows, random);
    }

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly DataViewRowCursor _source;
        private readonly Random _random;
        private readonly Func<int, bool> _isActive;
        private readonly ColumnBuffer?[] _columns;
        private readonly ColumnBuffer<DataViewRowId> _ids = ColumnBuffer.Ids();
        private readonly Action<int>[] _fillers;
        private readonly List<int> _filled = [];
        private readonly Stack<int> _free;
        private long _position = -1;
        private int _current = -1;
        private bool _sourceEnded;

        public Cursor(DataViewRowCursor source, Func<int, bool> isActive, int poolRows, Random random)
        {
            _source = source;
            _random = random;
            _isActive = isActive;
            _free = new Stack<int>(Enumerable.Range(0, poolRows));
            _columns = [.. source.Schema.Select(c => isActive(c.Index) ? ColumnBuffer.Create(c) : null)];
            _fillers = [.. source.Schema.Where(c => isActive(c.Index)).Select(c => _columns[c.Index]!.Filler(source, c)), _ids.Filler(source.GetIdGetter())];
        }

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => _source.Schema;

        public override bool MoveNext()
        {
            if (_current >= 0)
                _free.Push(_current);
            _current = -1;
            Refill();
            if (_filled.Count == 0)
            {
                _position = -1;
                return false;
            }

            var drawn = _random.Next(_filled.Count);
            _current = _filled[drawn];
            _filled[drawn] = _filled[^1];
            _filled.RemoveAt(_filled.Count - 1);
            _position++;
            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _isActive(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => _ids.TypedGetter(Row);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(null, IsColumnActive(column));
            var getter = _columns[column.Index]!.Getter(Row);
            return getter as ValueGetter<TValue> ?? throw Contracts.Except(null,
                $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _source.Dispose();
            base.Dispose(disposing);
        }

        private void Refill()
        {
            while (!_sourceEnded && _free.Count > 0)
            {
                if (!_source.MoveNext())
                {
                    _sourceEnded = true;
                    return;
                }

                var slot = _free.Pop();
                foreach (var fill in _fillers)
                    fill(slot);
                _filled.Add(slot);
            }
        }

        private int Row()
        {
            Contracts.Check(null, _current >= 0, RowErrors.NotPositioned);
            return _current;
        }
    }
}
