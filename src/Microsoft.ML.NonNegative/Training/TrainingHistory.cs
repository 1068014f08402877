using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>One finished epoch.</summary>
/// <param name="Phase">What was trained.</param>
/// <param name="Epoch">Counted from 1 in each phase.</param>
/// <param name="Loss">The mean cross-entropy while training, in nats.</param>
/// <param name="Accuracy">The share of images that were classified right while training, from 0 to 1.</param>
/// <param name="ImagesPerSecond">The mean speed of the phase so far.</param>
public sealed record EpochResult(TrainingPhase Phase, int Epoch, double Loss, double Accuracy, double ImagesPerSecond);

/// <summary>How a model was trained.</summary>
/// <param name="Epochs">Every epoch of every phase, in order; empty for a loaded model.</param>
/// <param name="Duration">The time spent in training steps.</param>
/// <param name="Images">The images that passed through training steps, each counted once an epoch.</param>
public sealed record TrainingHistory(ImmutableArray<EpochResult> Epochs, TimeSpan Duration, long Images)
{
    /// <summary>No training.</summary>
    public static TrainingHistory None { get; } = new([], TimeSpan.Zero, 0);

    /// <summary>The mean speed of all training, or 0 without any.</summary>
    public double ImagesPerSecond => Duration > TimeSpan.Zero ? Images / Duration.TotalSeconds : 0;

    /// <summary>This history, then <paramref name="next"/>.</summary>
    internal TrainingHistory Append(TrainingHistory next) => new(Epochs.AddRange(next.Epochs), Duration + next.Duration, Images + next.Images);
}
