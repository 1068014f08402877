namespace NonNegML.Samples.UpdateRules;

/// <summary>Results as tables: a row for each rule, a column for each optimizer; peers below, one a row.</summary>
internal static class ResultTables
{
    /// <summary>Accuracies; the best of each column is bold.</summary>
    public static TextTable Accuracies(IReadOnlyList<Measured> all, Func<string, string> bold)
    {
        var best = all.GroupBy(one => one.Method.Optimizer).Select(column => column.MaxBy(one => one.Accuracy.Mean)).ToHashSet();
        return Grid([.. all.Where(one => one.Method.Rule != Names.Peer)], one => one.Method, one => best.Contains(one) ? bold($"{one.Accuracy}") : $"{one.Accuracy}");
    }

    /// <summary>The chosen rates.</summary>
    public static TextTable Rates(IReadOnlyList<Search> all) =>
        Grid(all, search => search.Method, search => search.Method.Describe(search.Chosen.Rates) + (search.Method.IsAtTheEdge(search.Chosen.Rates) ? " ◂" : ""));

    /// <summary>Validation accuracy at the rates that one would start with, and at the chosen ones.</summary>
    public static TextTable Gains(IReadOnlyList<Search> all) =>
        Grid(all, search => search.Method, search => $"{Spread.Percent(search.Usual.Result.Accuracy)} → {Spread.Percent(search.Chosen.Result.Accuracy)}");

    /// <summary>The peers, best first.</summary>
    public static TextTable Peers(IReadOnlyList<Measured> all) => new(
        ["peer", "accuracy", "rate", "validation: usual rate → chosen", "weights that changed sign"],
        [.. all.Where(one => one.Method.Rule == Names.Peer).OrderByDescending(one => one.Accuracy.Mean).Select(one => (string[])
            [one.Method.Optimizer, $"{one.Accuracy}", one.Method.Describe(one.Search.Chosen.Rates) + (one.Method.IsAtTheEdge(one.Search.Chosen.Rates) ? " ◂" : ""),
                $"{Spread.Percent(one.Search.Usual.Result.Accuracy)} → {Spread.Percent(one.Search.Chosen.Result.Accuracy)}", SignChanges(one.Runs)])]);

    /// <summary>Accuracy at each scale, and the area below; the largest area of each optimizer is bold.</summary>
    /// <param name="curves">Each with the same scales.</param>
    /// <param name="isCapped">Whether eta_out was held at 1.</param>
    /// <param name="bold">Makes a text bold.</param>
    public static TextTable Scales(IReadOnlyList<ScaleCurve> curves, Func<ScaleCurve, double, bool> isCapped, Func<string, string> bold)
    {
        var best = curves.GroupBy(curve => curve.Method.Optimizer).Select(group => group.MaxBy(curve => curve.Area.Mean)).ToHashSet();
        return new(
            ["optimizer", "rule", .. curves[0].Points.Select(point => $"× {Names.Of(point.Scale)}"), "area"],
            [.. curves.OrderBy(curve => curves.Select(c => c.Method.Optimizer).Distinct().ToList().IndexOf(curve.Method.Optimizer)).Select(curve => (string[])
                [curve.Method.Optimizer, curve.Method.Rule, .. curve.Points.Select(point => $"{Spread.Of(point.Runs.Select(run => run.Accuracy))}{(isCapped(curve, point.Scale) ? " *" : "")}"), best.Contains(curve) ? bold($"{curve.Area}") : $"{curve.Area}"])]);
    }

    /// <summary>Tells where eta_out would have exceeded 1.</summary>
    public static Func<ScaleCurve, double, bool> IsCapped(StudyResults results) => (curve, scale) =>
        curve.Method.UsesEtaOut && results.Searches.Single(search => search.Method.ToString() == curve.Method.ToString()).Chosen.Rates.IsCappedAt(scale);

    /// <summary>How each rule compares with the additive one on the same optimizers.</summary>
    public static TextTable AgainstAdditive(IReadOnlyList<Measured> all)
    {
        var additive = all.Where(one => one.Method.Rule == Names.Additive).ToDictionary(one => one.Method.Optimizer, one => one.Accuracy);
        return new(
            ["rule", "ahead of additive", "within the deviations", "behind additive", "weights that changed sign"],
            [.. all.Where(one => one.Method.Rule != Names.Peer).GroupBy(one => one.Method.Rule).Select(rule => (string[])
                [rule.Key, Where(rule, (a, b) => a.IsAhead(b)), Where(rule, (a, b) => !a.IsAhead(b) && !b.IsAhead(a)), Where(rule, (a, b) => b.IsAhead(a)), SignChanges(rule.SelectMany(one => one.Runs))])]);

        string Where(IEnumerable<Measured> rule, Func<Spread, Spread, bool> holds) => string.Join(", ", rule
            .Where(one => one.Method.Rule != Names.Additive && additive.TryGetValue(one.Method.Optimizer, out var reference) && holds(one.Accuracy, reference))
            .Select(one => one.Method.Optimizer).DefaultIfEmpty("–"));
    }

    private static TextTable Grid<T>(IReadOnlyList<T> all, Func<T, Method> methodOf, Func<T, string> cell)
    {
        var inGrid = all.Where(one => methodOf(one).Rule != Names.Peer).ToList();
        var optimizers = inGrid.Select(one => methodOf(one).Optimizer).Distinct().ToList();
        return new(["rule", .. optimizers], [.. inGrid.GroupBy(one => methodOf(one).Rule)
            .Select(rule => (string[])[rule.Key, .. optimizers.Select(optimizer => rule.Where(one => methodOf(one).Optimizer == optimizer).Select(cell).FirstOrDefault("–"))])]);
    }

    private static string SignChanges(IEnumerable<RunResult> runs) => $"{Spread.Percent(runs.Average(run => run.SignChanges))} %";
}
