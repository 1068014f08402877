using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.TrainWithCallbacks;

/// <summary>The progress callback: writes a line for each step, says where training was resumed, and cancels it where it is asked to.</summary>
/// <param name="stopAfterSteps">After how many steps; null for never.</param>
/// <param name="stop">What cancels training.</param>
internal sealed class StepReport(int? stopAfterSteps, CancellationTokenSource stop) : IProgress<TrainingProgress>
{
    /// <summary>The steps of this run.</summary>
    public int Steps { get; private set; }

    /// <summary>Where training stands, or null before the first step.</summary>
    public TrainingProgress? Last { get; private set; }

    /// <summary>Called by the trainer after every step, on the thread that trains.</summary>
    public void Report(TrainingProgress value)
    {
        if (Last is null && value is not { Phase: TrainingPhase.Signed, Epoch: 1, Step: 1 })
            Console.WriteLine($"Resumed: {value.Phase} phase, epoch {value.Epoch}, after step {value.Step - 1} of {value.Steps}.");
        Last = value;
        Steps++;
        Console.WriteLine($"{Place(value)}: loss {value.Loss:F4}, accuracy {value.Accuracy:P1}, {value.ImagesPerSecond:N0} images/s, {value.Remaining:hh\\:mm\\:ss} left");
        if (value.Validation is { } validation)
            Console.WriteLine($"  validation images: loss {validation.Loss:F4}, accuracy {validation.Accuracy:P1}");

        // Training stops before its next step.
        if (Steps == stopAfterSteps)
            stop.Cancel();
    }

    /// <summary>A step's place in training.</summary>
    public static string Place(TrainingProgress value) => $"{value.Phase} phase, epoch {value.Epoch} of {value.Epochs}, step {value.Step} of {value.Steps}";
}
