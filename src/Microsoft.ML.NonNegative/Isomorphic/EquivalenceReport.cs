using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Whether a network is non-negative, and whether it computes what a signed network computes, measured on data in the split form.</summary>
/// <param name="Rows">The rows that were run through.</param>
/// <param name="Precision">The type of the network's weights.</param>
/// <param name="MaxOutputDifference">The largest difference of a score before softmax; null, as all that follows but the layers, without a signed network to compare with.</param>
/// <param name="MaxOutput">The largest |score| of the signed network.</param>
/// <param name="ArgmaxDisagreements">The rows whose predicted class differs.</param>
/// <param name="UndecidedRows">The rows whose best two scores are no further apart than twice <paramref name="MaxOutputDifference"/>: only there can rounding change the predicted class.</param>
/// <param name="Layers">Each layer with weights.</param>
public sealed record EquivalenceReport(long Rows, ScalarType Precision, double? MaxOutputDifference, double? MaxOutput, long? ArgmaxDisagreements, long? UndecidedRows, ImmutableArray<LayerReport> Layers)
{
    /// <summary>The largest part of its range by which a signal may be below 0 through rounding in single precision.</summary>
    public const double DefaultTolerance = 1e-6;

    /// <summary>The largest part of max |z'| by which z' - c may be off z through rounding in single precision.</summary>
    public const double DefaultDifferenceTolerance = 1e-4;

    /// <summary>The largest difference of a score before softmax through rounding in single precision, in parts of the largest score or of 1, whichever is more.</summary>
    public const double DefaultOutputTolerance = 1e-3;

    /// <summary>What the tolerances of single precision are divided by in double precision.</summary>
    public const double DoublePrecision = 1e6;

    /// <summary>The smallest value in W+, W- and b' of any layer.</summary>
    public double MinWeight => Layers.Min(layer => layer.MinWeight);

    /// <summary>The smallest value in x^, alpha - x^, z' and b' of any layer.</summary>
    public double MinSignal => Layers.Min(layer => layer.MinSignal);

    /// <summary>The smallest signal of any layer, in parts of the range of its kind.</summary>
    public double MinSignalRelative => Layers.Min(layer => layer.MinSignalRelative);

    /// <summary>The largest |z' - c - z| of any layer, relative to its largest z'; null without a signed network to compare with.</summary>
    public double? MaxRelativeDifference => Layers.Max(layer => layer.RelativeDifference);

    /// <summary>No weight or bias is negative, and no signal is, up to <see cref="DefaultTolerance"/> of its range.</summary>
    public bool IsNonNegative => Rows > 0 && MinWeight >= 0 && MinSignalRelative >= -Scaled(DefaultTolerance);

    /// <summary>
    /// The same pre-activations as the signed network in every layer, the same scores, and the same predictions but for rows that only rounding decides; false where there was
    /// no network to compare with.
    /// </summary>
    public bool IsEquivalent => ArgmaxDisagreements <= UndecidedRows
        && MaxOutputDifference < Scaled(DefaultOutputTolerance) * Math.Max(1, MaxOutput!.Value)
        && Layers.All(layer => layer.RelativeDifference < Scaled(DefaultDifferenceTolerance));

    /// <summary>What was found, in a few lines; the layers only where they differ most.</summary>
    public override string ToString()
    {
        var signs = FormattableString.Invariant($"{Rows} rows, smallest weight {MinWeight:G3}, smallest signal {MinSignal:G3}: {(IsNonNegative ? "non-negative" : "NOT non-negative")}");
        if (MaxOutputDifference is null)
            return $"{signs}; not compared with a signed network";
        var worst = Layers.MaxBy(layer => layer.RelativeDifference)!;
        return FormattableString.Invariant($"{signs}; scores differ by at most {MaxOutputDifference:G3} of {MaxOutput:G3}, {ArgmaxDisagreements} predictions ({UndecidedRows} undecided rows), layers by at most {worst.RelativeDifference:G3} of their largest z' (layer {worst.Name}): {(IsEquivalent ? "equivalent" : "NOT equivalent")}");
    }

    private double Scaled(double tolerance) => Precision == ScalarType.Float64 ? tolerance / DoublePrecision : tolerance;
}
