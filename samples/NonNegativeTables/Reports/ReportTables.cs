using NonNegML.Samples.UpdateRules;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The tables of the report.</summary>
/// <param name="cells">The measured runs.</param>
internal sealed class ReportTables(Dictionary<Cell, CellRuns> cells)
{
    private static readonly bool[] ConstantThenFalling = [false, true];
    private static readonly ActivationKind[] Photonic = [ActivationKind.Sigmoid, ActivationKind.Sinusoidal];

    /// <summary>The accuracies of some methods beside the published ones; empty where nothing was measured or published.</summary>
    public TextTable Accuracies(IReadOnlyList<NetworkKind> networks, params Method[] methods)
    {
        var rows = from data in DataSets
                   from network in networks
                   from activation in Photonic
                   from method in methods
                   from falling in ConstantThenFalling
                   let cell = new Cell(data, network, activation, method, falling)
                   let published = Published.Find(data, network, activation, method)
                   let runs = cells.GetValueOrDefault(cell)
                   where runs is not null || published is not null && !falling
                   select (IReadOnlyList<string>)
                   [
                       Words.Of(data), Words.Of(network), Names.Of(activation), Words.Of(method) + (falling ? ", falling rates" : ""), Words.Of(published), Words.Of(runs?.Accuracy),
                       runs is null ? Words.Nothing : $"{runs.Results.Count}", runs is null ? Words.Nothing : Words.Settings(runs.Spec),
                   ];
        return new(["data", "network", "activation", "method", "published", "here", "seeds", "settings here"], [.. rows]);
    }

    /// <summary>Whether rewritten networks equal the ordinary ones, the worst of all seeds.</summary>
    public TextTable Equivalence()
    {
        var rows = from pair in Ordered(Method.Transform)
                   let checks = pair.Value.Results.Select(result => result.Check).OfType<SplitCheck>().ToList()
                   where checks.Count > 0
                   let signed = cells.GetValueOrDefault(pair.Key with { Method = Method.Signed })
                   select (IReadOnlyList<string>)
                   [
                       Words.Of(pair.Key.DataSet), Words.Of(pair.Key.Network) + (pair.Key.Falling ? ", falling rates" : ""), Names.Of(pair.Key.Activation), Words.Of(signed?.Accuracy), Words.Of(pair.Value.Accuracy),
                       Words.Count(checks.Max(check => check.ArgmaxDisagreements)), Words.Count(checks.Max(check => check.UndecidedRows)), Words.Small(checks.Max(check => check.MaxRelativeDifference)),
                       Words.Small(pair.Value.Results.Min(result => result.SmallestWeight)), Words.Small(checks.Min(check => check.MinSignal)), Words.Small(checks.Min(check => check.MinSignalRelative)),
                       checks.TrueForAll(check => check.IsEquivalent == true) ? "yes" : "**no**",
                   ];
        return new(["data", "network", "activation", "signed, %", "rewritten, %", "other class", "undecided", "largest \\|z' − c − z\\| / max z'", "smallest weight", "smallest signal", "of its range", "same but for rounding"], [.. rows]);
    }

    /// <summary>ResNet-18 and VGG-11.</summary>
    public TextTable Deep()
    {
        var rows = from pair in Ordered(Method.Signed, Method.Transform, Method.PostOurs)
                   where RunPlan.IsDeep(pair.Key.Network)
                   let speeds = pair.Value.Results.Select(result => result.ImagesPerSecond).OfType<double>().ToList()
                   select (IReadOnlyList<string>)
                   [
                       Words.Of(pair.Key.DataSet), Words.Of(pair.Key.Network), Words.Of(pair.Key.Method), Words.Of(pair.Value.Accuracy), $"{pair.Value.Results.Count}",
                       speeds.Count > 0 ? Words.Count((long)speeds.Average()) : Words.Nothing, Words.Settings(pair.Value.Spec), pair.Value.Results[^1].Hardware,
                   ];
        return new(["data", "network", "method", "test accuracy, %", "seeds", "training images/s", "settings", "hardware"], [.. rows]);
    }

    private IEnumerable<DataSet> DataSets => Enum.GetValues<DataSet>().Where(data => data != DataSet.Generated || cells.Keys.Any(cell => cell.DataSet == data));

    private IEnumerable<KeyValuePair<Cell, CellRuns>> Ordered(params Method[] methods) => cells.Where(pair => methods.Contains(pair.Key.Method))
        .OrderBy(pair => pair.Key.DataSet).ThenBy(pair => pair.Key.Network).ThenBy(pair => pair.Key.Activation).ThenBy(pair => pair.Key.Method).ThenBy(pair => pair.Key.Falling);
}
