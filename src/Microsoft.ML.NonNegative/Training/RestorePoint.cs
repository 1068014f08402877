using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>The last good state of training, in memory: what <see cref="DivergenceAction.GoBack"/> goes back to.</summary>
internal sealed class RestorePoint : IDisposable
{
    private readonly WeightSnapshot _weights;
    private readonly MemoryStream _rest = new();

    public RestorePoint(TrainingState state, MultiplicativeOptimizer optimizer)
    {
        _weights = new WeightSnapshot(state.Network);
        WriteRest(state, optimizer);
    }

    /// <summary>Keeps the state of now.</summary>
    public void Capture(TrainingState state, MultiplicativeOptimizer optimizer)
    {
        _weights.Capture(state.Network);
        WriteRest(state, optimizer);
    }

    /// <summary>Makes the state what it was. How often it went back, and at what rates, is not undone.</summary>
    public void Restore(TrainingState state, MultiplicativeOptimizer optimizer)
    {
        var (factor, setbacks, duration) = (state.RateFactor, state.Setbacks, state.Duration);
        _weights.Restore(state.Network);
        _rest.Position = 0;
        using var reader = new BinaryReader(_rest, System.Text.Encoding.UTF8, leaveOpen: true);
        state.Read(reader);
        state.Restore(optimizer);
        (state.RateFactor, state.Setbacks, state.Duration) = (factor, setbacks, duration);
    }

    public void Dispose()
    {
        _weights.Dispose();
        _rest.Dispose();
    }

    private void WriteRest(TrainingState state, MultiplicativeOptimizer optimizer)
    {
        _rest.SetLength(0);
        using var writer = new BinaryWriter(_rest, System.Text.Encoding.UTF8, leaveOpen: true);
        state.Write(writer, optimizer);
    }
}
