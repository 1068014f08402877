using System.Globalization;

namespace NonNegML.Samples.UpdateRules;

/// <summary>Mean and standard deviation of a few shares, such as accuracies.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The sample's standard deviation (over n - 1); 0 for one value.</param>
/// <param name="Count">How many values.</param>
internal sealed record Spread(double Mean, double Deviation, int Count)
{
    /// <summary>The spread of one or more values.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        var all = values.ToList();
        var mean = all.Average();
        return new(mean, all.Count > 1 ? Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Count - 1)) : 0, all.Count);
    }

    /// <summary>Whether this mean is higher than another by more than either deviation.</summary>
    public bool IsAhead(Spread other) => Mean - other.Mean > Math.Max(Deviation, other.Deviation);

    /// <summary>In percent, with the deviation where there are several values.</summary>
    public override string ToString() => Count > 1 ? $"{Percent(Mean)} ± {Percent(Deviation)}" : Percent(Mean);

    /// <summary>A share in percent, without the sign.</summary>
    public static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);
}
