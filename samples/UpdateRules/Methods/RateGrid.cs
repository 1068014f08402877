using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The rates that are tried for a rule: nine settings, whatever the rule.</summary>
/// <remarks>
/// A rule with one rate gets nine values of it, half a power of ten apart, around the usual one; the exponentiated rule, whose step is relative to the weight, ten times as large ones. The
/// multiplicative and the power rule get the published eta_out with the published eta_in, 1, and with larger ones: gradients of SGD are far below 1, where tanh(u) is u. The hybrid rule,
/// which has four rates, gets an orthogonal array: each two values of two different rates meet once.
/// </remarks>
internal static class RateGrid
{
    private static readonly double[] Inner = [1, 10, 100];
    private static readonly double[] Outer = [1e-3, 1e-2, 1e-1];
    private static readonly double[] Shares = [0.25, 0.5, 0.75];
    private static readonly double[] Decades = [0.1, 1, 10];

    // Half a power of ten apart, to two digits.
    private static readonly double[] HalfDecades = [0.01, 0.032, 0.1, 0.32, 1, 3.2, 10, 32, 100];

    private const double RelativeToAbsolute = 10;

    /// <summary>The candidates of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="usual">The optimizer's usual learning rate.</param>
    public static IReadOnlyList<Rates> Of(UpdateRuleKind rule, double usual) => rule switch
    {
        UpdateRuleKind.Multiplicative or UpdateRuleKind.Power => [.. from outer in Outer from inner in Inner select new Rates(usual, inner, outer)],
        UpdateRuleKind.Hybrid => [.. from i in Enumerable.Range(0, 3) from j in Enumerable.Range(0, 3) select new Rates(Round(usual * Decades[i]), Inner[(i + 2 * j) % 3], Outer[j], Shares[(i + j + 2) % 3])],
        UpdateRuleKind.ExponentiatedGradient => [.. OfOneRate(RelativeToAbsolute * usual).Select(rates => rates with { BiasEta = usual })],
        _ => OfOneRate(usual),
    };

    /// <summary>Nine values of eta around a usual one.</summary>
    public static IReadOnlyList<Rates> OfOneRate(double usual) => [.. HalfDecades.Select(factor => new Rates(Round(usual * factor)))];

    /// <summary>Whether rates are, by each measure, the smallest or by each the largest of the candidates: better ones may lie beyond.</summary>
    public static bool IsAtTheEdge(Rates rates, IReadOnlyList<Rates> candidates, params Func<Rates, double>[] measures) =>
        Array.TrueForAll(measures, measure => measure(rates) <= candidates.Min(measure)) || Array.TrueForAll(measures, measure => measure(rates) >= candidates.Max(measure));

    // Without the last digits of a product in binary.
    private static double Round(double value) => double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
