using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>Tells the MLContext's log of every epoch, and the caller's progress of every step.</summary>
internal sealed class TrainingLog(IChannel channel, IProgress<TrainingProgress>? progress)
{
    public void Report(TrainingProgress step)
    {
        progress?.Report(step);
        if (step.IsEndOfEpoch)
            channel.Info(MessageSensitivity.None, string.Create(CultureInfo.InvariantCulture,
                $"{step.Phase}: epoch {step.Epoch}/{step.Epochs}, loss {step.Loss:F4}, accuracy {step.Accuracy:P2}, {step.ImagesPerSecond:F0} images/s, {step.Remaining:hh\\:mm\\:ss} left"));
    }
}
