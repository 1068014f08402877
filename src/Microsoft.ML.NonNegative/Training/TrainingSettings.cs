using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>One phase of training.</summary>
/// <param name="Phase">What is trained.</param>
/// <param name="Epochs">At least 0.</param>
/// <param name="BatchSize">At least 1.</param>
/// <param name="Update">The update rule.</param>
/// <param name="Schedule">How the learning rates change over the phase.</param>
/// <param name="MinBatchSize">The fewest images that a step can take: 2 for a network that is normalised over the batch. At least 1.</param>
internal sealed record TrainingSettings(TrainingPhase Phase, int Epochs, int BatchSize, MultiplicativeUpdateOptions Update, LearningRateSchedule Schedule, int MinBatchSize = 1)
{
    /// <summary>The share of the steps over which the rates rise, or null for the schedule's own.</summary>
    public double? WarmUp { get; init; }

    /// <summary>What is minimised.</summary>
    public TrainingLoss Loss { get; init; } = TrainingLoss.CrossEntropy;

    /// <summary>The decay of the average of the weights, or null for none.</summary>
    public double? Averaging { get; init; }

    /// <summary>When the phase ends early, or null.</summary>
    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>What happens when the loss explodes.</summary>
    public DivergenceAction OnDivergence { get; init; }

    /// <summary>The steps from one kept state to the next, or null for one at each epoch's end.</summary>
    public int? CheckpointSteps { get; init; }

    /// <summary>Whether a cancelled phase ends with its best weights instead of an exception.</summary>
    public bool ReturnsBestOnCancellation { get; init; }

    /// <summary>Of the order of images and of augmentation.</summary>
    public int Seed { get; init; }
}
