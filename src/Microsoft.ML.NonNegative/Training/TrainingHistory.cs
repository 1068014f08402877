using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>One finished epoch.</summary>
/// <param name="Phase">What was trained.</param>
/// <param name="Epoch">Counted from 1 in each phase.</param>
/// <param name="Loss">The mean loss while training, in nats.</param>
/// <param name="Accuracy">The share of images that were classified right while training, from 0 to 1.</param>
/// <param name="ImagesPerSecond">The mean speed of the phase so far.</param>
public sealed record EpochResult(TrainingPhase Phase, int Epoch, double Loss, double Accuracy, double ImagesPerSecond)
{
    /// <summary>What the epoch gave on the validation images; null without such images.</summary>
    public ValidationResult? Validation { get; init; }

    /// <summary>The learning rate eta of the epoch's last step; of rules that have none, eta_out.</summary>
    public double LearningRate { get; init; }

    /// <summary>The share of the phase's time so far in which training waited for data, from 0 to 1.</summary>
    public double DataWait { get; init; }

    /// <summary>For example "Signed, epoch 7: loss 0.412, accuracy 86.1%, validation loss 0.503, accuracy 81.7%".</summary>
    public override string ToString() => FormattableString.Invariant($"{Phase}, epoch {Epoch}: loss {Loss:F3}, accuracy {100 * Accuracy:F1}%")
        + (Validation is { } result ? FormattableString.Invariant($", validation loss {result.Loss:F3}, accuracy {100 * result.Accuracy:F1}%") : "");
}

/// <summary>How training ended.</summary>
public enum TrainingEnd
{
    /// <summary>After all epochs.</summary>
    Completed,

    /// <summary>A phase was ended early, because the validation images said that it got no better.</summary>
    StoppedEarly,

    /// <summary>It was cancelled, and the best model so far is what there is.</summary>
    Cancelled,
}

/// <summary>How a model was trained.</summary>
/// <param name="Epochs">Every epoch of every phase, in order; empty for a loaded model.</param>
/// <param name="Duration">The time spent in training steps, in validation and in writing checkpoints, before and after interruptions.</param>
/// <param name="Images">The images that passed through training steps, each counted once an epoch.</param>
public sealed record TrainingHistory(ImmutableArray<EpochResult> Epochs, TimeSpan Duration, long Images)
{
    /// <summary>No training.</summary>
    public static TrainingHistory None { get; } = new([], TimeSpan.Zero, 0);

    /// <summary>The mean speed of all training, validation and checkpoints included; 0 without any.</summary>
    public double ImagesPerSecond => Duration > TimeSpan.Zero ? Images / Duration.TotalSeconds : 0;

    /// <summary>How training ended.</summary>
    public TrainingEnd End { get; init; }

    /// <summary>The checkpoint that training went on from; null where it began anew.</summary>
    public ResumePoint? ResumedFrom { get; init; }

    /// <summary>How often training diverged and went back to its last good state.</summary>
    public int Setbacks { get; init; }

    /// <summary>The training images that could not be read and were left out; at most the first 1,000 of them.</summary>
    public ImmutableArray<SkippedImage> Skipped { get; init; } = [];

    /// <summary>How many training images could not be read and were left out.</summary>
    public long SkippedCount { get; init; }

    /// <summary>The finished epoch that the model has its weights of, in its last phase; null without one. A training that was cancelled without validation has some steps more.</summary>
    public EpochResult? Chosen { get; init; }

    /// <summary>Of all phases' epochs the one with the least loss on the validation images, null without such images. The model may be of another one: see <see cref="Chosen"/>.</summary>
    public EpochResult? Best => Epochs.Where(epoch => epoch.Validation is not null).MinBy(epoch => epoch.Validation!.Value.Loss);

    /// <summary>This history, then <paramref name="next"/>.</summary>
    internal TrainingHistory Append(TrainingHistory next) =>
        next with { Epochs = Epochs.AddRange(next.Epochs), Duration = Duration + next.Duration, Images = Images + next.Images, Setbacks = Setbacks + next.Setbacks };
}

/// <summary>Where a training was resumed.</summary>
/// <param name="Phase">What was trained.</param>
/// <param name="Epoch">The epoch that it went on in, from 1; one more than there are where the phase was at its end.</param>
/// <param name="Step">The steps of that epoch that were done before.</param>
public sealed record ResumePoint(TrainingPhase Phase, int Epoch, int Step);
