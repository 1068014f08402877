using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;
using Spectre.Console;
using TorchSharp;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The whole way: all runs, the figures, the files, the tables on the screen.</summary>
internal sealed class LandscapeJob(LandscapeOptions options)
{
    /// <summary>Runs the job; nothing is written where it is cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        if (File.Exists(options.Output))
            throw new IOException($"--output: {options.Output} is a file; name a folder.");
        var clock = Stopwatch.StartNew();

        // The runs share the cores among them: none needs more than one.
        torch.set_num_threads(1);
        IReadOnlyList<CellRuns> runs = [];
        IReadOnlyList<(string Name, string Svg)> figures = [];
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => (runs, figures) = Compute(context, cancellation));

        Directory.CreateDirectory(options.Output);
        foreach (var (name, svg) in figures)
            AtomicFile.Write(Path.Combine(options.Output, name), svg);
        AtomicFile.Write(Path.Combine(options.Output, "results.md"), ResultsMarkdown.Of(options, runs));
        AtomicFile.Write(Path.Combine(options.Output, "results.json"), ResultsJson.Of(options, runs, clock.Elapsed).ToString());
        Print(runs, clock.Elapsed);
    }

    private (IReadOnlyList<CellRuns> Runs, IReadOnlyList<(string Name, string Svg)> Figures) Compute(ProgressContext context, CancellationToken cancellation)
    {
        var runsOfFunction = Cell.Directions.Count * Cell.Rules.Count * options.Drawn;
        var bars = options.Functions.ToDictionary(function => function, function => context.AddTask(Markup.Escape($"{function}: {runsOfFunction.ToString("N0", CultureInfo.InvariantCulture)} runs"), maxValue: runsOfFunction));
        var figureBar = context.AddTask("Figures", maxValue: options.Functions.Count);
        var runs = new Study(options).Run((function, count) => bars[function].Increment(count), cancellation);

        var figures = new (string Name, string Svg)[2 * options.Functions.Count];
        Parallel.For(0, options.Functions.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, i =>
        {
            var drawn = new Figures(options, options.Functions[i], runs);
            figures[2 * i] = (Figures.TrajectoriesName(options.Functions[i]), drawn.Trajectories());
            cancellation.ThrowIfCancellationRequested();
            figures[2 * i + 1] = (Figures.SurfaceName(options.Functions[i]), drawn.Surface());
            figureBar.Increment(1);
        });
        return (runs, figures);
    }

    private void Print(IReadOnlyList<CellRuns> runs, TimeSpan time)
    {
        var tables = new ResultTables(options, runs);
        foreach (var table in new[] { tables.Best(), tables.Random(), tables.Study() })
            if (table is not null)
                AnsiConsole.Write(table.ToConsole());
        foreach (var sentence in new Findings(options, runs).Sentences())
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"- {sentence}");
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{runs.Count * options.Drawn:N0} runs in {time.TotalSeconds:F1} s with {options.Threads} at a time. Results: {Path.Combine(options.Output, "results.md")}");
    }
}
