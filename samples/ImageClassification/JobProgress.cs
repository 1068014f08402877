using Microsoft.ML.NonNegative;
using Spectre.Console;

namespace NonNegML.Samples.ImageClassification;

/// <summary>A progress bar for each step of the job.</summary>
internal sealed class JobProgress(ProgressContext context)
{
    /// <summary>Runs a step that cannot say how far it is.</summary>
    public T Step<T>(string description, Func<T> run)
    {
        var task = context.AddTask(Markup.Escape(description)).IsIndeterminate();
        var result = run();
        task.IsIndeterminate(false).Increment(task.MaxValue);
        return result;
    }

    /// <summary>A bar that follows training.</summary>
    public IProgress<TrainingProgress> Training(string description) => new TrainingBar(context.AddTask(Markup.Escape(description)), description);

    // Not System.Progress, which would report from other threads, out of order.
    private sealed class TrainingBar(ProgressTask task, string description) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.Value = task.MaxValue * ((value.Epoch - 1) * value.Steps + value.Step) / ((double)value.Epochs * value.Steps);
            task.Description = Markup.Escape($"{description}: epoch {value.Epoch}/{value.Epochs}, loss {value.Loss:F3}, {value.Accuracy:P1}");
        }
    }
}
