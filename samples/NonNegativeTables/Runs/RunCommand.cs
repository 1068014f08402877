using System.Globalization;
using Spectre.Console;
using TorchSharp;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The command "run": does the runs that are not in runs.jsonl, then writes the report.</summary>
internal sealed class RunCommand(TableOptions options)
{
    private const string BlasThreads = "OPENBLAS_NUM_THREADS";

    /// <summary>Does the runs.</summary>
    public void Run(CancellationToken cancellation)
    {
        if (File.Exists(options.Output))
            throw new IOException($"--output: {options.Output} is a file; name a folder.");
        if (options.Device == "cuda" && !cuda.is_available())
            throw new InvalidOperationException("--device: libtorch finds no CUDA device here.");
        Directory.CreateDirectory(options.Output);
        using var log = new RunLog(Path.Combine(options.Output, RunLog.FileName));
        var device = options.Device == "cuda" ? CUDA : CPU;
        using var data = new DataStore(options, device);
        foreach (var (set, folder) in data.DataSets)
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{Names.Of(set)}: {data.Sizes(set).Train:N0} training images, {data.Sizes(set).Test:N0} test images{(folder is null ? ", drawn here" : $" from {folder}")}");
        if (options.Parallel > 1 && Environment.GetEnvironmentVariable(BlasThreads) is null)
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Where libtorch computes with OpenBLAS, set {BlasThreads}=1: runs side by side are then several times as fast.");

        var plan = new RunPlan(options, data.Sizes);
        var jobs = data.DataSets.SelectMany(set => plan.Jobs(set.DataSet)).ToList();
        var missing = jobs.SelectMany(job => job).Where(spec => log.Find(spec) is null).ToList();
        if (jobs.Count == 0)
            throw new ArgumentException("There is nothing to do: none of the named methods is one for the named networks.");
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{jobs.Sum(job => job.Count):N0} runs, {missing.Count:N0} of them to be done, {options.Parallel} side by side");
        if (missing.Count > 0)
            Do(jobs, missing, (progress) => new RunContext(data, log, new WeightCache(options.Cache), device, RunStamp.Hardware(options.Device), progress), cancellation);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Report: {ReportCommand.Write(options.Output)}");
    }

    private void Do(List<IReadOnlyList<RunSpec>> jobs, List<RunSpec> missing, Func<IRunProgress, RunContext> contextOf, CancellationToken cancellation) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(progress =>
        {
            var context = contextOf(new RunProgress(progress, missing));

            // ResNet-18 and VGG-11 have work enough for several threads, where fewer run side by side than there are cores.
            var threads = options.Networks.All(RunPlan.IsDeep) ? Math.Max(1, Environment.ProcessorCount / options.Parallel) : 1;
            RunPool.Do(jobs.Select(job => (Action<CancellationToken>)(stop => new RunJob(context, job, stop).Do())), options.Parallel, threads, cancellation);
        });
}
