namespace Microsoft.ML.NonNegative;

/// <summary>Where training stands after a step.</summary>
/// <param name="Phase">What is being trained.</param>
/// <param name="Epoch">The running epoch, counted from 1.</param>
/// <param name="Epochs">The epochs of this phase.</param>
/// <param name="Step">The steps done in this epoch.</param>
/// <param name="Steps">The steps of an epoch.</param>
/// <param name="Loss">The mean cross-entropy of this epoch so far, in nats.</param>
/// <param name="Accuracy">The share of this epoch's images so far that were classified right while training, from 0 to 1.</param>
/// <param name="ImagesPerSecond">The mean speed of this phase.</param>
/// <param name="Remaining">The estimated time to the end of this phase.</param>
public readonly record struct TrainingProgress(TrainingPhase Phase, int Epoch, int Epochs, int Step, int Steps, double Loss, double Accuracy, double ImagesPerSecond, TimeSpan Remaining)
{
    /// <summary>Whether this was the last step of its epoch.</summary>
    public bool IsEndOfEpoch => Step == Steps;
}
