using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>What was seen of one network.</summary>
/// <param name="Network">The network.</param>
/// <param name="Parameters">Its parameters, signed.</param>
/// <param name="Accuracy">The share of images that the non-negative network classifies right, in single precision.</param>
/// <param name="Single">In single precision.</param>
/// <param name="Double">In double precision.</param>
/// <param name="Duration">Of training and both checks.</param>
internal sealed record VerificationResult(VerifiedNetwork Network, long Parameters, double Accuracy, EquivalenceReport Single, EquivalenceReport Double, TimeSpan Duration)
{
    private const double DoubleTolerance = 1e-10;

    /// <summary>The columns of <see cref="Row"/>.</summary>
    public const string Header = "| Network | Activation | Trained on | Accuracy | min W+, W-, b' | min signal | float32: max rel. difference | of scores | other argmax / undecided rows | float64: max rel. difference | of scores | other argmax | Sound | Took |";

    /// <summary>The line below <see cref="Header"/>.</summary>
    public static readonly string Rule = string.Concat(Enumerable.Repeat("|---", Header.Count(letter => letter == '|') - 1)) + "|";

    /// <summary>Non-negative in both precisions, within rounding in single, and the same predictions in double.</summary>
    public bool IsSound => Single is { IsNonNegative: true, IsEquivalent: true }
        && Double is { IsNonNegative: true, ArgmaxDisagreements: 0 } && Double.MaxRelativeDifference < DoubleTolerance;

    /// <summary>A line of a Markdown table.</summary>
    public string Row => FormattableString.Invariant($"| {Network.Architecture} | {Network.Activation} | {(Network.TrainingImages > 0 ? FormattableString.Invariant($"{Network.TrainingImages:N0} images") : "random")} | {Accuracy:P2} | {Single.MinWeight:G2} | {Single.MinSignal:G2} | {Single.MaxRelativeDifference:E1} | {Single.MaxOutputDifference:E1} of {Single.MaxOutput:F1} | {Single.ArgmaxDisagreements} / {Single.UndecidedRows} | {Double.MaxRelativeDifference:E1} | {Double.MaxOutputDifference:E1} | {Double.ArgmaxDisagreements} | {(IsSound ? "yes" : "NO")} | {Duration.TotalSeconds:F0} s |");
}
