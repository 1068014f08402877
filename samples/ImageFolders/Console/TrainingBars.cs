using Microsoft.ML.NonNegative;
using Spectre.Console;

namespace NonNegML.Samples.ImageFolders;

/// <summary>A bar for each phase of training, and a line for each finished epoch.</summary>
/// <remarks>Not System.Progress, which would report from other threads, out of order.</remarks>
public sealed class TrainingBars(ProgressContext context) : IProgress<TrainingProgress>
{
    private readonly Dictionary<TrainingPhase, ProgressTask> _bars = [];

    /// <summary>The last step that was reported, or null before the first.</summary>
    public TrainingProgress? Last { get; private set; }

    /// <summary>What a phase is called.</summary>
    public static string NameOf(TrainingPhase phase) => phase == TrainingPhase.Signed ? "Training" : "Training without changing a sign";

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (Last is null && value is not { Phase: TrainingPhase.Signed, Epoch: 1, Step: 1 })
            AnsiConsole.WriteLine($"Going on from a checkpoint: {NameOf(value.Phase).ToLowerInvariant()}, epoch {value.Epoch}, after step {value.Step - 1} of {value.Steps}.");
        Last = value;
        if (!_bars.TryGetValue(value.Phase, out var bar))
            _bars[value.Phase] = bar = context.AddTask(NameOf(value.Phase));
        bar.Value = bar.MaxValue * ((value.Epoch - 1) * value.Steps + value.Step) / ((double)value.Epochs * value.Steps);
        if (AnsiConsole.Profile.Capabilities.Ansi)
            bar.Description = Markup.Escape(Text(value));
        if (value.IsEndOfEpoch)
            AnsiConsole.WriteLine(Text(value));
    }

    private static string Text(TrainingProgress value) =>
        $"{NameOf(value.Phase)}: epoch {value.Epoch}/{value.Epochs}, loss {value.Loss:F3}, accuracy {value.Accuracy:P1}, {value.ImagesPerSecond:N0} images/s, {value.Remaining:hh\\:mm\\:ss} left";
}
