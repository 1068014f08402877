using System.Globalization;
using Spectre.Console;

namespace NonNegML.Samples.UpdateRules;

/// <summary>Does the runs of a stage behind a progress bar.</summary>
internal sealed class StudyProgress(ProgressContext context, StudyRuns pending)
{
    /// <summary>Does the runs that are not in the log.</summary>
    public void Do(string stage, IEnumerable<PlannedRun> runs)
    {
        var all = runs.ToList();
        var task = context.AddTask(Markup.Escape(stage));
        var (total, done) = (0, 0);
        pending.Do(all, Started, Finished);
        task.Value = task.MaxValue;

        void Started(int count)
        {
            total = count;
            task.MaxValue = Math.Max(1, count);
            task.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{stage}: {total:N0} runs"));
        }

        void Finished(PlannedRun run, RunResult result)
        {
            done++;
            task.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{stage}: {done:N0} of {total:N0}, {run.Method} {result.Accuracy:P1}"));
            task.Increment(1);
        }
    }
}
