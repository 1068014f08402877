using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>What the numbers say, in sentences: where they agree with the published ones and where they do not.</summary>
internal sealed class Findings(LandscapeOptions options, IReadOnlyList<CellRuns> runs)
{
    private readonly List<CellRuns> _compared = [.. runs.Where(cell => Published.Knows(cell.Cell.Function))];

    /// <summary>The sentences, one finding each.</summary>
    public IReadOnlyList<string> Sentences() => _compared.Count == 0 ? [.. Shares()] : [.. Best(), .. Random(), .. Shares()];

    private IEnumerable<string> Best()
    {
        var ours = _compared.ToDictionary(cell => cell.Cell, cell => cell.Best(options.BestConfigurations).Distance);
        var (closer, farther) = (_compared.Count(cell => ours[cell.Cell] < Published.For(cell.Cell)!.Best), _compared.Count(cell => ours[cell.Cell] > Published.For(cell.Cell)!.Best));
        yield return $"Best configurations: ours end closer to the minimum than published in {closer} of {_compared.Count} cells, farther in {farther}.";
        yield return $"Which rule gets closest with its best configuration: published {Lowest(cell => Published.For(cell)!.Best)}; ours {Lowest(cell => ours[cell])}.";

        foreach (var cell in ours.Keys.Where(cell => cell is { Function: RosenbrockFunction, Direction: DirectionKind.Sgd, Rule: UpdateRuleKind.Additive }))
            yield return $"A tuned additive SGD reaches {ResultTable.Distance(ours[cell])} on Rosenbrock, published {ResultTable.Distance(Published.For(cell)!.Best)}."
                + (ours[cell] < Published.For(cell)!.Best / 2 ? " So the advantage over it that the paper shows there does not appear with these ranges and this start." : "");
        foreach (var cell in ours.Keys.Where(cell => cell is { Function: ConvexQuadraticFunction, Direction: DirectionKind.Adagrad, Rule: UpdateRuleKind.Additive } && ours[cell] > Published.For(cell)!.Best))
            yield return $"Additive Adagrad ends at {ResultTable.Distance(ours[cell])} on Convex 2D, published {ResultTable.Distance(Published.For(cell)!.Best)}: with η at most 1 it moves a coordinate by at most about 2 √{options.Iterations} = {(2 * Math.Sqrt(options.Iterations)).ToString("0", CultureInfo.InvariantCulture)}, and the start is 69 away. The paper's ranges must reach farther, or its start is another.";
    }

    private IEnumerable<string> Random()
    {
        var ours = _compared.ToDictionary(cell => cell.Cell, cell => cell.Relative(options.Configurations).Mean);
        var larger = _compared.Count(cell => ours[cell.Cell] > Published.For(cell.Cell)!.Mean);
        yield return $"Random configurations: our mean relative distance is larger than published in {larger} of {_compared.Count} cells. Our ranges reach down to rates that hardly move a weight within {options.Iterations} iterations, and up to rates that diverge.";
        yield return $"Which rule has the smallest mean: published {Lowest(cell => Published.For(cell)!.Mean)}; ours {Lowest(cell => ours[cell])}.";
    }

    private IEnumerable<string> Shares()
    {
        var farther = runs.ToDictionary(cell => cell.Cell, cell => cell.Relative(options.StudyConfigurations).Farther);
        var moved = farther.Where(share => share.Key.Rule == UpdateRuleKind.Multiplicative && share.Value > 0).OrderByDescending(share => share.Value).ToList();
        yield return moved.Count == 0
            ? "From these starts, no multiplicative run ended farther from the minimum than it began."
            : $"From these starts, no multiplicative run ended farther from the minimum than it began, but for {string.Join("; ", moved.Select(share => $"{share.Key.Function} with {Cell.NameOf(share.Key.Direction)}, {ResultTable.Percent(share.Value)}"))}.";
        if (moved.Count > 0)
        {
            var farthest = runs.Where(cell => cell.Cell.Rule == UpdateRuleKind.Multiplicative).MaxBy(cell => cell.Relative(options.StudyConfigurations).Largest)!;
            yield return $"The farthest of them: {farthest.Cell.Function} with {Cell.NameOf(farthest.Cell.Direction)}, {ResultTable.Distance(farthest.Relative(options.StudyConfigurations).Largest)} times as far away as it began.";
        }
        yield return "From other starts, multiplicative runs may well end farther away, as the score surfaces show; and a minimum in another quadrant is out of reach of a rule that keeps every sign.";
        foreach (var group in farther.Where(share => share.Key.Direction == DirectionKind.Sgd).GroupBy(share => share.Key.Function))
            yield return $"{group.Key}, SGD, farther than at the start: {string.Join(", ", group.Select(share => $"{Cell.NameOf(share.Key.Rule)} {ResultTable.Percent(share.Value)}"))}.";
    }

    private string Lowest(Func<Cell, double> value)
    {
        var rows = _compared.Select(cell => cell.Cell).GroupBy(cell => (cell.Function, cell.Direction)).ToList();
        var counts = Cell.Rules.Select(rule => rows.Count(row => value(row.Single(cell => cell.Rule == rule)) == row.Min(value))).ToList();
        return string.Join(", ", Cell.Rules.Select((rule, i) => string.Create(CultureInfo.InvariantCulture, $"{Cell.NameOf(rule)} in {counts[i]}"))) + $" of {rows.Count} rows";
    }
}
