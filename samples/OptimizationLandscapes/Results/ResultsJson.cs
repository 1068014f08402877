using System.Text.Json;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The results for programs. A number that is not finite is null.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Iterations">The steps of a run.</param>
/// <param name="Precision">single or double.</param>
/// <param name="Configurations">The configurations behind mean, deviation and median.</param>
/// <param name="BestConfigurations">The configurations behind the best.</param>
/// <param name="StudyConfigurations">The configurations behind the shares.</param>
/// <param name="Threads">The runs at a time.</param>
/// <param name="Seconds">The time of the whole job.</param>
/// <param name="Cells">One entry for each function, optimizer and rule.</param>
internal sealed record ResultsJson(
    int Seed,
    int Iterations,
    string Precision,
    int Configurations,
    int BestConfigurations,
    int StudyConfigurations,
    int Threads,
    double Seconds,
    IReadOnlyList<ResultsJson.CellJson> Cells)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>The results of a study.</summary>
    public static ResultsJson Of(LandscapeOptions options, IReadOnlyList<CellRuns> runs, TimeSpan time) => new(
        options.Seed, options.Iterations, options.Precision.ToString().ToLowerInvariant(), options.Configurations, options.BestConfigurations, options.StudyConfigurations, options.Threads,
        Math.Round(time.TotalSeconds, 1), [.. runs.Select(cell => CellJson.Of(options, cell))]);

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>A cell.</summary>
    /// <param name="Function">The function.</param>
    /// <param name="Optimizer">The optimizer.</param>
    /// <param name="Rule">The update rule.</param>
    /// <param name="InitialDistance">The distance to the nearest minimum at the start.</param>
    /// <param name="BestDistance">What the best configuration reached.</param>
    /// <param name="BestConfiguration">Its rates.</param>
    /// <param name="PublishedBestDistance">What the paper prints.</param>
    /// <param name="MeanRelativeDistance">Where a run that ended farther than it began counts as 1.</param>
    /// <param name="DeviationOfRelativeDistance">Of the same values.</param>
    /// <param name="PublishedMeanRelativeDistance">What the paper prints.</param>
    /// <param name="PublishedDeviationOfRelativeDistance">What the paper prints.</param>
    /// <param name="MedianRelativeDistance">Of the values as they are.</param>
    /// <param name="ShareFarther">Of the runs that ended farther than they began, diverged ones among them.</param>
    /// <param name="ShareDiverged">Of the runs that ended at no number.</param>
    internal sealed record CellJson(
        string Function,
        string Optimizer,
        string Rule,
        double InitialDistance,
        double? BestDistance,
        Configuration BestConfiguration,
        double? PublishedBestDistance,
        double MeanRelativeDistance,
        double DeviationOfRelativeDistance,
        double? PublishedMeanRelativeDistance,
        double? PublishedDeviationOfRelativeDistance,
        double? MedianRelativeDistance,
        double ShareFarther,
        double ShareDiverged)
    {
        public static CellJson Of(LandscapeOptions options, CellRuns runs)
        {
            var best = runs.Best(options.BestConfigurations);
            var random = runs.Relative(options.Configurations);
            var study = runs.Relative(options.StudyConfigurations);
            var published = Published.For(runs.Cell);
            return new CellJson(runs.Cell.Function.Name, Cell.NameOf(runs.Cell.Direction), Cell.NameOf(runs.Cell.Rule), runs.InitialDistance,
                Finite(best.Distance), best.Configuration, published?.Best, random.Mean, random.Deviation, published?.Mean, published?.Deviation, Finite(random.Median), study.Farther, study.Diverged);
        }

        private static double? Finite(double value) => double.IsFinite(value) ? value : null;
    }
}
