namespace NonNegML.Samples.UpdateRules;

/// <summary>What came out, in sentences.</summary>
internal static class Findings
{
    /// <summary>The sentences, one finding each.</summary>
    public static IEnumerable<string> Of(StudyResults results) =>
    [
        .. results.Main.Any(one => one.Method.Rule != Names.Peer) ? Best(results.Main) : [],
        .. Peers(results.Main),
        .. Areas(results.RateScales, "the scale of the learning rates"),
        .. Areas(results.InitializationScales, "the scale of the initial weights"),
    ];

    private static IEnumerable<string> Best(IReadOnlyList<Measured> all)
    {
        var columns = all.Where(one => one.Method.Rule != Names.Peer).GroupBy(one => one.Method.Optimizer)
            .Select(column => (Optimizer: column.Key, Best: column.MaxBy(one => one.Accuracy.Mean)!, Additive: column.FirstOrDefault(one => one.Method.Rule == Names.Additive))).ToList();
        yield return "The best rule of each optimizer: " + string.Join("; ", columns.Select(column =>
            $"{column.Optimizer} {column.Best.Method.Rule} {column.Best.Accuracy}" + (column.Additive is { } additive && additive != column.Best ? $" (additive {additive.Accuracy})" : ""))) + ".";
        var compared = columns.Where(column => column.Additive is not null && all.Count(one => one.Method.Optimizer == column.Optimizer) > 1).ToList();
        if (compared.Count == 0)
            yield break;
        yield return Where("The additive rule is best on", compared.Where(column => column.Additive == column.Best));
        yield return Where("It is ahead of every other rule by more than either standard deviation on", compared.Where(column =>
            all.Where(one => one.Method.Optimizer == column.Optimizer && one != column.Additive).All(other => column.Additive!.Accuracy.IsAhead(other.Accuracy))));
        yield return Where("Another rule is ahead of it by more than either standard deviation on", compared.Where(column => column.Best.Accuracy.IsAhead(column.Additive!.Accuracy)));

        string Where(string what, IEnumerable<(string Optimizer, Measured Best, Measured? Additive)> found)
        {
            var names = found.Select(column => column.Optimizer).ToList();
            return $"{what} {(names.Count > 0 ? $"{string.Join(", ", names)} ({names.Count} of {compared.Count})" : "no optimizer")}.";
        }
    }

    private static IEnumerable<string> Peers(IReadOnlyList<Measured> all)
    {
        var peers = all.Where(one => one.Method.Rule == Names.Peer).OrderByDescending(one => one.Accuracy.Mean).ToList();
        if (peers.Count == 0)
            yield break;
        var best = all.Where(one => one.Method.Rule != Names.Peer).MaxBy(one => one.Accuracy.Mean);
        yield return $"Peers, best first: {string.Join(", ", peers.Select(peer => $"{peer.Method.Optimizer} {peer.Accuracy}"))}." + (best is null ? "" : $" The best of all rules: {best.Method} {best.Accuracy}.");
    }

    private static IEnumerable<string> Areas(IReadOnlyList<ScaleCurve> curves, string what) => curves.GroupBy(curve => curve.Method.Optimizer).Select(group =>
        $"Area under accuracy over {what}, {group.Key}: {string.Join(", ", group.OrderByDescending(curve => curve.Area.Mean).Select(curve => $"{curve.Method.Rule} {curve.Area}"))}.");
}
