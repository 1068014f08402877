using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>A row with the model's columns added, scored when they are asked for.</summary>
internal sealed class ScoringRow : DataViewRow
{
    private readonly ScoringRowMapper _mapper;
    private readonly DataViewRow _input;
    private readonly HashSet<int> _active;
    private readonly FeatureReader? _features;
    private readonly float[] _probabilities;
    private long _scoredPosition = -1;

    public ScoringRow(ScoringRowMapper mapper, DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        _mapper = mapper;
        _input = input;
        var active = activeColumns.ToList();
        _active = [.. active.Select(column => column.Index)];
        _probabilities = new float[mapper.Model.Classes];
        if (active.Any(mapper.IsOwn))
            _features = FeatureReader.Create(input, mapper.Features, mapper.Model, rows: 1);
    }

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new ArgumentOutOfRangeException(nameof(column), $"The column '{column.Name}' was not asked for.");
        if (!_mapper.IsOwn(column))
            return _input.GetGetter<TValue>(_input.Schema[column.Index]);
        return ScoreGetters.Create<TValue>(column, _mapper.IsPredictedLabel(column), Probabilities);
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

    // Score and PredictedLabel share one pass through the network.
    private ReadOnlySpan<float> Probabilities()
    {
        if (_scoredPosition == _input.Position && _scoredPosition >= 0)
            return _probabilities;
        _features!.Hold(0);
        _mapper.Model.Predict(_features.Complete(1), _probabilities);
        _scoredPosition = _input.Position;
        return _probabilities;
    }
}
