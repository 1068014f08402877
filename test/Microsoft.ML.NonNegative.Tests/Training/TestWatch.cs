using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative.Tests.Training;

/// <summary>Remembers what a training loop says.</summary>
internal sealed class TestWatch : ITrainingWatch
{
    public List<TrainingProgress> Reports { get; } = [];

    public List<string> Warnings { get; } = [];

    public int KeptCount { get; private set; }

    /// <summary>Called before every step.</summary>
    public Action? OnCheck { get; init; }

    public Action<TrainingProgress>? OnReport { get; init; }

    public Action<TrainingState, MultiplicativeOptimizer>? OnKeep { get; init; }

    public CancellationToken Cancellation { get; init; }

    public void CheckCancellation()
    {
        OnCheck?.Invoke();
        Cancellation.ThrowIfCancellationRequested();
    }

    public void Report(TrainingProgress progress)
    {
        Reports.Add(progress);
        OnReport?.Invoke(progress);
    }

    public void Keep(TrainingState state, MultiplicativeOptimizer optimizer)
    {
        KeptCount++;
        OnKeep?.Invoke(state, optimizer);
    }

    public void Warn(string message) => Warnings.Add(message);
}
