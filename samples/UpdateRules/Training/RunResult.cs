namespace NonNegML.Samples.UpdateRules;

/// <summary>What came out of a run.</summary>
/// <param name="Accuracy">The share classified right after the last epoch; 1 / classes where training diverged.</param>
/// <param name="Loss">The mean cross-entropy of the same images, in nats; null where training diverged.</param>
/// <param name="Diverged">Whether the loss was no longer a number at some step; training stopped there.</param>
/// <param name="EpochAccuracies">The share classified right after each finished epoch.</param>
/// <param name="TrainingLosses">The mean cross-entropy while training, of each piece of the training in turn; fewer where it diverged.</param>
/// <param name="SignChanges">The share of weights (biases left out) whose sign is the opposite of the initial one.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record RunResult(
    double Accuracy,
    double? Loss,
    bool Diverged,
    IReadOnlyList<double> EpochAccuracies,
    IReadOnlyList<double> TrainingLosses,
    double SignChanges,
    double Seconds);
