using System.Globalization;
using Spectre.Console;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The whole study: chooses rates, does the runs, writes what came out.</summary>
internal sealed class StudyJob(StudyOptions options)
{
    private const string LogName = "runs.jsonl";

    /// <summary>Does the study, or the rest of it.</summary>
    public void Run(CancellationToken cancellation)
    {
        if (File.Exists(options.Output))
            throw new IOException($"--output: {options.Output} is a file; name a folder.");
        Directory.CreateDirectory(options.Output);
        using var data = DataSource.Read(options);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{data.Name}: {data.TrainCount:N0} training images, {data.TestCount:N0} test images");
        using var log = new RunLog(Path.Combine(options.Output, LogName));
        StudyResults results = null!;
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => results = Do(data, log, new StudyProgress(context, new StudyRuns(data, log, options.Workers, cancellation))));

        ConsoleReport.Print(results);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Report: {ReportFiles.Write(options, data, results)}");
    }

    private StudyResults Do(StudyData data, RunLog log, StudyProgress progress)
    {
        var plan = new StudyPlan(options, data);
        IReadOnlyList<RunResult> Results(IEnumerable<PlannedRun> runs) => [.. runs.Select(run => log.TryGet(run.Spec, out var result) ? result! : throw new InvalidOperationException($"{run.Method} was not run."))];

        var (main, robustness) = (options.MainMethods, options.RobustnessMethods);
        var methods = main.Concat(robustness).DistinctBy(method => method.ToString()).ToList();
        progress.Do("Choosing rates", methods.SelectMany(plan.Search));
        var searches = methods.Select(method => new Search(method, [.. method.Candidates.Zip(Results(plan.Search(method)))])).ToList();
        Search Of(Method method) => searches.Single(search => search.Method.ToString() == method.ToString());
        Rates Chosen(Method method) => Of(method).Chosen.Rates;

        if (main.Count > 0)
            progress.Do("Every method", main.SelectMany(method => plan.Seeds(method, Chosen(method))));
        if (robustness.Count > 0)
        {
            progress.Do("Scaled learning rates", robustness.SelectMany(method => StudyPlan.RateScales.SelectMany(scale => plan.Seeds(method, Chosen(method).Scaled(scale)))));
            progress.Do("Scaled initial weights", robustness.SelectMany(method => StudyPlan.InitializationScales.SelectMany(scale => plan.Seeds(method, Chosen(method), scale))));
        }
        return new StudyResults(
            searches,
            [.. main.Select(method => new Measured(Of(method), Results(plan.Seeds(method, Chosen(method)))))],
            [.. robustness.Select(method => new ScaleCurve(method, [.. StudyPlan.RateScales.Select(scale => (scale, Results(plan.Seeds(method, Chosen(method).Scaled(scale)))))]))],
            [.. robustness.Select(method => new ScaleCurve(method, [.. StudyPlan.InitializationScales.Select(scale => (scale, Results(plan.Seeds(method, Chosen(method), scale))))]))]);
    }
}
