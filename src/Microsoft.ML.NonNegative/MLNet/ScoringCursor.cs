using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Reads rows ahead, scores them in one pass through the network, and hands them out one by one.</summary>
/// <remarks>
/// One cursor over the input, whose values are held back for a batch: two cursors would read every image twice, and would disagree where the input
/// gives its rows in another order each time (ShuffleRows without a seed).
/// </remarks>
internal sealed class ScoringCursor : DataViewRowCursor
{
    private const int MaxBatchRows = 256;

    private readonly ScoringRowMapper _mapper;
    private readonly DataViewRowCursor _input;
    private readonly Dictionary<int, HeldColumn> _held;
    private readonly HashSet<int> _active;
    private readonly FeatureReader? _features;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private readonly float[] _probabilities;
    private int _count;
    private int _current;
    private long _position = -1;

    public ScoringCursor(ScoringRowMapper mapper, DataViewRowCursor input, IReadOnlyList<DataViewSchema.Column> columns)
    {
        _mapper = mapper;
        _input = input;
        _active = [.. columns.Select(column => column.Index)];
        var passedOn = columns.Where(column => !mapper.IsOwn(column)).DistinctBy(column => column.Index).ToList();

        // Values to be disposed, images for one, have one owner: they are not held back, hence neither is any row.
        var rows = passedOn.Any(IsDisposable) ? 1 : mapper.Model.Network.Description.BatchOf(MaxBatchRows);
        _held = passedOn.Where(column => !IsDisposable(column)).ToDictionary(column => column.Index, column => HeldColumn.Create(input, mapper.InputSchema[column.Index], rows));
        _getId = input.GetIdGetter();
        _ids = new DataViewRowId[rows];
        _batches = new long[rows];
        var scores = columns.Any(mapper.IsOwn);
        _features = scores ? FeatureReader.Create(input, mapper.Features, mapper.Model, rows) : null;
        _probabilities = scores ? new float[rows * mapper.Model.Classes] : [];
    }

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override long Position => _position;

    public override long Batch => _position < 0 ? 0 : _batches[_current];

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override bool MoveNext()
    {
        if (++_current >= _count)
        {
            Fill();
            _current = 0;
        }
        _position = _count > 0 ? _position + 1 : -1;
        return _count > 0;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
    {
        CheckOnRow();
        value = _ids[_current];
    };

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new ArgumentOutOfRangeException(nameof(column), $"The column '{column.Name}' was not asked for.");
        if (_mapper.IsOwn(column))
            return ScoreGetters.Create<TValue>(column, _mapper.IsPredictedLabel(column), Probabilities);
        if (IsDisposable(column))
            return _input.GetGetter<TValue>(_mapper.InputSchema[column.Index]);
        if (_held[column.Index] is not HeldColumn<TValue> held)
            throw new InvalidOperationException($"Invalid TValue in GetGetter for column '{column.Name}': it is {column.Type}, asked for was {typeof(TValue)}.");
        return (ref TValue value) =>
        {
            CheckOnRow();
            held.Get(_current, ref value);
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _features?.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private static bool IsDisposable(DataViewSchema.Column column) => typeof(IDisposable).IsAssignableFrom(column.Type.RawType);

    private void Fill()
    {
        for (_count = 0; _count < _ids.Length && _features is not { IsFull: true } && _input.MoveNext(); _count++)
        {
            foreach (var held in _held.Values)
                held.Hold(_count);
            _getId(ref _ids[_count]);
            _batches[_count] = _input.Batch;
            _features?.Hold(_count);
        }
        if (_count > 0 && _features is not null)
            _mapper.Model.Predict(_features.Complete(_count), _probabilities);
    }

    private ReadOnlySpan<float> Probabilities()
    {
        CheckOnRow();
        return _probabilities.AsSpan(_current * _mapper.Model.Classes, _mapper.Model.Classes);
    }

    private void CheckOnRow()
    {
        if (_position < 0)
            throw new InvalidOperationException("The cursor is not on a row: call MoveNext first, and stop when it returns false.");
    }
}
