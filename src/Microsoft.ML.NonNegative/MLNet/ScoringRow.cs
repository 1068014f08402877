using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>A row with the model's columns added, scored when they are asked for.</summary>
internal sealed class ScoringRow : DataViewRow
{
    private readonly ScoringRowMapper _mapper;
    private readonly DataViewRow _input;
    private readonly HashSet<int> _active;
    private readonly float[] _features;
    private readonly float[] _probabilities;
    private readonly ValueGetter<VBuffer<float>>? _getFeatures;
    private VBuffer<float> _buffer;
    private long _scoredPosition = -1;

    public ScoringRow(ScoringRowMapper mapper, DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        _mapper = mapper;
        _input = input;
        var active = activeColumns.ToList();
        _active = [.. active.Select(column => column.Index)];
        _features = new float[mapper.Model.FeatureCount];
        _probabilities = new float[mapper.Model.Classes];
        if (active.Any(mapper.IsOwn))
            _getFeatures = input.GetGetter<VBuffer<float>>(mapper.Features);
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
            _input.Dispose();
        base.Dispose(disposing);
    }

    // Score and PredictedLabel share one pass through the network.
    private ReadOnlySpan<float> Probabilities()
    {
        if (_scoredPosition == _input.Position && _scoredPosition >= 0)
            return _probabilities;
        _getFeatures!(ref _buffer);
        FeatureColumn.Copy(_buffer, _features, _mapper.Features, _input.Position);
        _mapper.Model.Predict(_features, _probabilities);
        _scoredPosition = _input.Position;
        return _probabilities;
    }
}
