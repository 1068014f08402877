using System.Globalization;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>The results in words: what a table and a page of text have in common.</summary>
internal static class Report
{
    public static readonly string[] Columns = ["Step", "On", "Ours, ms", "TorchSharp, ms", "Ratio", "Wanted", "", "Floor (copy), ms", "Floor (in place), ms", "Floor ratio", "Path"];

    public static string[] Row(Comparison comparison) =>
    [
        comparison.Name,
        comparison.On,
        Spread(comparison.Ours, Time),
        Spread(comparison.BuiltIn, Time),
        Spread(comparison.Ratios, Ratio),
        "≤ " + Invariant($"{comparison.Target}"),
        comparison.Met ? "met" : "missed",
        comparison.Floor is { } copy ? Time(copy.Copy) : "",
        comparison.Floor is { } inPlace ? Time(inPlace.InPlace) : "",
        comparison.Reachable is { } reachable ? Ratio(reachable) : "",
        comparison.Path,
    ];

    public static IEnumerable<string> Notes(RatioResults results)
    {
        var options = results.Options;
        yield return Invariant($"{results.Machine}; {options.Threads} {(options.Threads == 1 ? "thread" : "threads")}.");
        yield return "Medians, with the middle half in brackets. A ratio is the median over rounds of ours over TorchSharp's in the same round; the order turns around from round to round.";
        yield return Invariant($"Steps alone: {options.StepRounds} rounds of {options.Steps} steps each, over the same parameters and gradients.");
        yield return "Floors: 12 bytes an element for SGD (2 reads, 1 write), 28 for Adam (4 reads, 3 writes), over bandwidths measured in the same rounds (the fastest round, 8 bytes a number): of a copy as large as the parameters, and of a pass in place over as much memory as the step works on. A copy also fetches what it overwrites, uncounted: steps can beat it. The floor ratio is the floor in place over TorchSharp's time.";
        foreach (var (on, copy, inPlace) in results.Bandwidths)
            yield return Invariant($"Bandwidths, {on}: copy {GBPerSecond(copy)}; in place {string.Join(", ", inPlace.Select(p => Invariant($"{GBPerSecond(p.Value)} over {p.Key} arrays")))}.");
        foreach (var comparison in results.Comparisons)
            if (comparison.ByParts is { } parts)
                yield return Invariant($"{comparison.Name}: {options.Repeats} pairs only, as one takes seconds. Were the optimizer's own time all that differs, the ratio would be {parts:0.000}.");
    }

    private static string Spread(Series series, Func<double, string> number) => $"{number(series.Median)} [{number(series.LowerQuartile)}, {number(series.UpperQuartile)}]";

    private static string Time(double milliseconds) => milliseconds.ToString(milliseconds < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString(ratio < 0.1 ? "0.000" : ratio is > 0.9 and < 1.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    private static string GBPerSecond(double bytesAMillisecond) => Invariant($"{bytesAMillisecond / 1e6:0.0} GB/s");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
