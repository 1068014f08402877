using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>The last good state of training, in memory: what <see cref="DivergenceAction.GoBack"/> goes back to. A state is known to be good once the step after it gave a usual loss.</summary>
internal sealed class RestorePoint : IDisposable
{
    private Copy _good;
    private Copy _pending;
    private bool _isPending;

    public RestorePoint(TrainingState state, MultiplicativeOptimizer optimizer)
    {
        (_good, _pending) = (new Copy(state), new Copy(state));
        _good.Capture(state, optimizer);
    }

    /// <summary>Keeps the state of now, until it is confirmed beside the one before.</summary>
    public void Capture(TrainingState state, MultiplicativeOptimizer optimizer)
    {
        _pending.Capture(state, optimizer);
        _isPending = true;
    }

    /// <summary>A step gave a usual loss: what was captured before it is good.</summary>
    public void Confirm()
    {
        if (_isPending)
            (_good, _pending, _isPending) = (_pending, _good, false);
    }

    /// <summary>Makes the state what the last good one was. How often it went back, and at what rates, is not undone.</summary>
    public void Restore(TrainingState state, MultiplicativeOptimizer optimizer)
    {
        var (factor, setbacks, duration) = (state.RateFactor, state.Setbacks, state.Duration);
        _isPending = false;
        _good.Restore(state, optimizer);
        (state.RateFactor, state.Setbacks, state.Duration) = (factor, setbacks, duration);
    }

    public void Dispose()
    {
        _good.Dispose();
        _pending.Dispose();
    }

    private sealed class Copy(TrainingState state) : IDisposable
    {
        private readonly WeightSnapshot _weights = new(state.Network);
        private readonly MemoryStream _rest = new();

        public void Capture(TrainingState state, MultiplicativeOptimizer optimizer)
        {
            _weights.Capture(state.Network);
            _rest.SetLength(0);
            using var writer = new BinaryWriter(_rest, System.Text.Encoding.UTF8, leaveOpen: true);
            state.Write(writer, optimizer);
        }

        public void Restore(TrainingState state, MultiplicativeOptimizer optimizer)
        {
            _weights.Restore(state.Network);
            _rest.Position = 0;
            using var reader = new BinaryReader(_rest, System.Text.Encoding.UTF8, leaveOpen: true);
            state.Read(reader);
            state.Restore(optimizer);
        }

        public void Dispose()
        {
            _weights.Dispose();
            _rest.Dispose();
        }
    }
}
