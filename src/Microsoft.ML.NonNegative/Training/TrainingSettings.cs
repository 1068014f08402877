using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>One phase of training.</summary>
/// <param name="Phase">What is trained.</param>
/// <param name="Epochs">At least 0.</param>
/// <param name="BatchSize">At least 1.</param>
/// <param name="Update">The update rule.</param>
/// <param name="Schedule">How the learning rates change over the phase.</param>
/// <param name="MinBatchSize">The fewest images that a step can take: 2 for a network that is normalised over the batch. At least 1.</param>
internal sealed record TrainingSettings(TrainingPhase Phase, int Epochs, int BatchSize, MultiplicativeUpdateOptions Update, LearningRateSchedule Schedule, int MinBatchSize = 1);
