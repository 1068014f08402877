namespace Microsoft.ML.NonNegative;

/// <summary>Watches the validation results of a phase: which epoch is the best, with its weights, and for how long there was no better one.</summary>
/// <param name="metric">What is compared.</param>
/// <param name="minimumChange">By how much a value must be better.</param>
/// <param name="keepsWeights">Whether anybody may want the weights.</param>
internal sealed class BestEpoch(ValidationMetric metric, double minimumChange, bool keepsWeights) : IDisposable
{
    private WeightSnapshot? _weights;
    private double _value;

    /// <summary>The best epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>The epochs since the best one.</summary>
    public int EpochsSince { get; private set; }

    /// <summary>Takes an epoch's result in; keeps the network's weights where it is the best so far.</summary>
    public void Add(int epoch, ValidationResult result, IScoringNetwork network)
    {
        var value = metric == ValidationMetric.Loss ? -result.Loss : result.Accuracy;
        if (Epoch > 0 && !double.IsNaN(_value) && !(value > _value + minimumChange))
        {
            EpochsSince++;
            return;
        }
        (_value, Epoch, EpochsSince) = (value, epoch, 0);
        if (!keepsWeights)
            return;
        if (_weights is null)
            _weights = new WeightSnapshot(network);
        else
            _weights.Capture(network);
    }

    /// <summary>Gives the network the weights of the best epoch, if there was one.</summary>
    public void Restore(IScoringNetwork network) => _weights?.Restore(network);

    public void Write(BinaryWriter writer)
    {
        writer.Write(Epoch);
        writer.Write(EpochsSince);
        writer.Write(_value);
        writer.Write(_weights is not null);
        _weights?.Write(writer);
    }

    /// <param name="reader">Gives what <see cref="Write"/> wrote.</param>
    /// <param name="network">Of the shapes that were written.</param>
    public void Read(BinaryReader reader, IScoringNetwork network)
    {
        (Epoch, EpochsSince, _value) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble());
        _weights?.Dispose();
        _weights = null;
        if (!reader.ReadBoolean())
            return;
        _weights = new WeightSnapshot(network);
        _weights.Read(reader);
    }

    public void Dispose() => _weights?.Dispose();
}
