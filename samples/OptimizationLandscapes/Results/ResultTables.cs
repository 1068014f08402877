using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The tables of a study.</summary>
internal sealed class ResultTables(LandscapeOptions options, IReadOnlyList<CellRuns> runs)
{
    private readonly Dictionary<Cell, CellRuns> _runs = runs.ToDictionary(cell => cell.Cell);

    /// <summary>Table 1 of the paper: the distance that the best configuration reached, published beside ours; null where no function is published.</summary>
    public ResultTable? Best() => Compared($"Best of {Count(options.BestConfigurations)} configurations: distance to the minimum after {options.Iterations} iterations",
        published => ResultTable.Distance(published.Best), cell => ResultTable.Distance(cell.Best(options.BestConfigurations).Distance));

    /// <summary>Table 2 of the paper: the mean relative distance over random configurations, published beside ours; null where no function is published.</summary>
    public ResultTable? Random() => Compared($"{Count(options.Configurations)} random configurations: relative distance after {options.Iterations} iterations, mean ± standard deviation",
        published => ResultTable.MeanOf(published.Mean, published.Deviation), cell => Mean(cell.Relative(options.Configurations)));

    /// <summary>The share of runs that ended farther from the minimum than they began.</summary>
    public ResultTable Study() => new($"Share of {Count(options.StudyConfigurations)} random configurations that end farther from the minimum than they began, diverged ones among them",
        ["function", "optimizer", .. Cell.Rules.Select(Cell.NameOf)], 2,
        Rows(options.Functions, cell => [ResultTable.Percent(_runs[cell].Relative(options.StudyConfigurations).Farther)]));

    /// <summary>Both tables for the functions that nothing is published of; null where there are none.</summary>
    public ResultTable? Others()
    {
        var functions = options.Functions.Where(function => !Published.Knows(function)).ToList();
        return functions.Count == 0 ? null : new ResultTable(
            $"Other functions: distance of the best of {Count(options.BestConfigurations)}, mean relative distance of {Count(options.Configurations)} random configurations",
            ["function", "optimizer", .. Cell.Rules.SelectMany(rule => new[] { $"{Cell.NameOf(rule)}, best", "mean" })], 2,
            Rows(functions, cell => [ResultTable.Distance(_runs[cell].Best(options.BestConfigurations).Distance), Mean(_runs[cell].Relative(options.Configurations))]));
    }

    private ResultTable? Compared(string title, Func<PublishedCell, string> published, Func<CellRuns, string> ours)
    {
        var functions = options.Functions.Where(Published.Knows).ToList();
        return functions.Count == 0 ? null : new ResultTable(title,
            ["function", "optimizer", .. Cell.Rules.SelectMany(rule => new[] { $"{Cell.NameOf(rule)}, published", "ours" })], 2,
            Rows(functions, cell => [published(Published.For(cell)!), ours(_runs[cell])]));
    }

    private static List<IReadOnlyList<string>> Rows(IEnumerable<TestFunction> functions, Func<Cell, IEnumerable<string>> entries) =>
        [.. from function in functions from direction in Cell.Directions select (string[])[function.Name, Cell.NameOf(direction), .. Cell.Rules.SelectMany(rule => entries(new(function, direction, rule)))]];

    private static string Mean(RelativeDistances distances) => ResultTable.MeanOf(distances.Mean, distances.Deviation);

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
