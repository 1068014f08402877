using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The exponential moving average of a network's weights: avg = d_t avg + (1 - d_t) weights, with d_t = min(d, (1 + t) / (10 + t)) in step t from 0.</summary>
/// <remarks>The average of numbers of one sign has that sign: a non-negative network stays one.</remarks>
internal sealed class WeightAverage(IScoringNetwork network, double decay) : IDisposable
{
    private readonly WeightSnapshot _average = new(network);
    private long _steps;

    /// <summary>Moves the average to where its network is.</summary>
    public void To(Device device) => _average.To(device);

    /// <summary>Takes the weights of a step in.</summary>
    public void Update()
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        using Scalar share = 1 - Math.Min(decay, (1.0 + _steps) / (10 + _steps));
        _steps++;
        foreach (var (average, weights) in _average.Values.Zip(network.StoredParameters))
            average.add_(weights.sub(average), share);
    }

    /// <summary>Gives the network the average in the place of its weights, until the result is disposed.</summary>
    public IDisposable Show()
    {
        var weights = new WeightSnapshot(network);
        _average.Restore(network);
        return new Shown(network, weights);
    }

    /// <summary>Gives the network the average for good.</summary>
    public void Take() => _average.Restore(network);

    public void Write(BinaryWriter writer)
    {
        writer.Write(_steps);
        _average.Write(writer);
    }

    public void Read(BinaryReader reader)
    {
        _steps = reader.ReadInt64();
        _average.Read(reader);
    }

    public void Dispose() => _average.Dispose();

    private sealed class Shown(IScoringNetwork network, WeightSnapshot weights) : IDisposable
    {
        public void Dispose()
        {
            weights.Restore(network);
            weights.Dispose();
        }
    }
}
