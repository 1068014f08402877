using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A copy of all that a network has learnt: weights, biases, normalisations.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly List<Tensor> _values;

    /// <summary>Copies the network's values.</summary>
    public WeightSnapshot(IScoringNetwork network) => _values = [.. network.StoredParameters.Select(parameter => parameter.DetachedClone())];

    /// <summary>The copies, in the network's order.</summary>
    public IReadOnlyList<Tensor> Values => _values;

    /// <summary>Moves the copies.</summary>
    public void To(Device device)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            var moved = _values[i].to(device);
            if (ReferenceEquals(moved, _values[i]))
                continue;
            _values[i].Dispose();
            _values[i] = moved.DetachFromDisposeScope();
        }
    }

    /// <summary>Copies the network's values of now.</summary>
    public void Capture(IScoringNetwork network) => Copy(network.StoredParameters, _values);

    /// <summary>Gives the network the values of this copy.</summary>
    public void Restore(IScoringNetwork network) => Copy(_values, network.StoredParameters);

    public void Write(BinaryWriter writer) => _values.ForEach(values => TensorValues.Write(writer, values));

    public void Read(BinaryReader reader) => _values.ForEach(values => TensorValues.Read(reader, values));

    public void Dispose() => _values.ForEach(values => values.Dispose());

    private static void Copy(IEnumerable<Tensor> from, IEnumerable<Tensor> to)
    {
        using var withoutGradients = no_grad();
        foreach (var (source, target) in from.Zip(to))
            target.copy_(source);
    }
}
