using NonNegML.Samples.UpdateRules;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>What a table's cell is about.</summary>
/// <param name="Falling">Whether rates that are constant as published fall along a cosine.</param>
internal readonly record struct Cell(DataSet DataSet, NetworkKind Network, ActivationKind Activation, Method Method, bool Falling = false)
{
    /// <summary>The cell that a run belongs to.</summary>
    public static Cell Of(RunSpec spec) => new(spec.DataSet, spec.Network, spec.Activation, spec.Method,
        !RunPlan.IsDeep(spec.Network) && spec.First is { Update: Update.Sgd or Update.Csgd or Update.Nnsgd, Schedule: Schedule.Cosine });
}

/// <summary>The runs of a cell that differ in nothing but the seed.</summary>
/// <param name="Spec">What they were asked for, with the first seed.</param>
/// <param name="Results">One for each seed.</param>
internal sealed record CellRuns(RunSpec Spec, IReadOnlyList<RunResult> Results)
{
    /// <summary>Their accuracies.</summary>
    public Spread Accuracy { get; } = Spread.Of(Results.Select(result => result.Accuracy));

    /// <summary>
    /// The runs for each cell. Where there are several settings: those on the most images with the most epochs, of these the latest.
    /// </summary>
    public static Dictionary<Cell, CellRuns> Of(IEnumerable<RunLog.Line> lines) => lines
        .GroupBy(line => Cell.Of(line.Spec))
        .ToDictionary(cell => cell.Key, cell => cell
            .GroupBy(line => line.Spec with { Seed = 0 })
            .OrderByDescending(group => group.Key.TrainImages)
            .ThenByDescending(group => group.Key.TestImages)
            .ThenByDescending(group => group.Key.First.Epochs + (group.Key.Then?.Epochs ?? 0))
            .ThenByDescending(group => group.Max(line => line.Result.Date), StringComparer.Ordinal)
            .Select(group => group.OrderBy(line => line.Spec.Seed).ToList())
            .Select(group => new CellRuns(group[0].Spec, [.. group.Select(line => line.Result)]))
            .First());
}
