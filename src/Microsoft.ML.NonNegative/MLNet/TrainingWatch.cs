using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>Links a training loop with its surroundings: the MLContext's log, the caller's progress and cancellation, the folder of checkpoints.</summary>
/// <param name="channel">Is told of every epoch.</param>
/// <param name="progress">Is told of every step, or null.</param>
/// <param name="isCanceled">Whether the MLContext was cancelled.</param>
/// <param name="cancellation">The caller's.</param>
internal sealed class TrainingWatch(IChannel channel, IProgress<TrainingProgress>? progress, Func<bool> isCanceled, CancellationToken cancellation) : ITrainingWatch
{
    /// <summary>Keeps states of training, where there is a folder for them.</summary>
    public Action<TrainingState, MultiplicativeOptimizer>? Checkpoint { get; set; }

    /// <summary>Whether training was cancelled and what is left is to be done all the same.</summary>
    public bool IsFinishing { get; set; }

    public CancellationToken Cancellation => cancellation;

    public void CheckCancellation()
    {
        if (IsFinishing)
            return;
        cancellation.ThrowIfCancellationRequested();
        if (isCanceled())
            throw new OperationCanceledException("Operation was canceled.");
    }

    public void Report(TrainingProgress step)
    {
        progress?.Report(step);
        if (!step.IsEndOfEpoch)
            return;
        var validation = step.Validation is { } result ? string.Create(CultureInfo.InvariantCulture, $", validation loss {result.Loss:F4}, accuracy {result.Accuracy:P2}") : "";
        channel.Info(MessageSensitivity.None, string.Create(CultureInfo.InvariantCulture,
            $"{step.Phase}: epoch {step.Epoch}/{step.Epochs}, loss {step.Loss:F4}, accuracy {step.Accuracy:P2}{validation}, learning rate {step.LearningRate:G3}, {step.ImagesPerSecond:F0} images/s, {(long)step.Remaining.TotalHours:00}:{step.Remaining:mm\\:ss} left"));
    }

    public void Keep(TrainingState state, MultiplicativeOptimizer optimizer) => Checkpoint?.Invoke(state, optimizer);

    public void Warn(string message) => channel.Warning(MessageSensitivity.None, message);
}
