namespace Microsoft.ML.NonNegative;

/// <summary>Where training stands after a step.</summary>
/// <param name="Phase">What is being trained.</param>
/// <param name="Epoch">The running epoch, counted from 1.</param>
/// <param name="Epochs">The epochs of this phase.</param>
/// <param name="Step">The steps done in this epoch.</param>
/// <param name="Steps">The steps of an epoch.</param>
/// <param name="Loss">The mean loss of this epoch so far, in nats: the cross-entropy, with label smoothing, class weights and mixup where they are used.</param>
/// <param name="Accuracy">The share of this epoch's images so far that were classified right while training, from 0 to 1.</param>
/// <param name="ImagesPerSecond">The mean speed of this phase since it began or was resumed.</param>
/// <param name="Remaining">The estimated time to the end of this phase.</param>
public readonly record struct TrainingProgress(TrainingPhase Phase, int Epoch, int Epochs, int Step, int Steps, double Loss, double Accuracy, double ImagesPerSecond, TimeSpan Remaining)
{
    /// <summary>The factor on the learning rates in this step: that of the schedule, halved where training diverged and went back.</summary>
    public double LearningRateFactor { get; init; }

    /// <summary>The learning rate eta of this step; of rules that have none, eta_out.</summary>
    public double LearningRate { get; init; }

    /// <summary>The share of this phase's time in which training waited for data, from 0 to 1.</summary>
    public double DataWait { get; init; }

    /// <summary>What the epoch gave on the validation images; null but in the last step of an epoch, and without such images.</summary>
    public ValidationResult? Validation { get; init; }

    /// <summary>Whether this was the last step of its epoch.</summary>
    public bool IsEndOfEpoch => Step == Steps;
}

/// <summary>What a network gives on images that it is not trained on.</summary>
/// <param name="Loss">The mean cross-entropy, in nats.</param>
/// <param name="Accuracy">The share of images that are classified right, from 0 to 1.</param>
public readonly record struct ValidationResult(double Loss, double Accuracy);
