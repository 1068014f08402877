namespace Microsoft.ML.NonNegative;

/// <summary>How the inputs of one non-negative layer stand for signed numbers.</summary>
/// <param name="Lower">lo, the least input of the layer; x^ = x - lo is what is sent. 0 after an activation.</param>
/// <param name="Rotation">alpha, the greatest x^; where a weight was negative, alpha - x^ is sent instead.</param>
/// <param name="DirectPadding">What stands for a zero outside the image on the direct path: -lo.</param>
/// <param name="RotatedPadding">What stands for a zero outside the image on the rotated path: alpha + lo.</param>
public sealed record SignalEncoding(double Lower, double Rotation, double DirectPadding, double RotatedPadding)
{
    /// <summary>The encoding of a layer with inputs in <paramref name="input"/>.</summary>
    internal static SignalEncoding For(SignalRange input) => new(input.Lower, input.Extent, -input.Lower, input.Extent + input.Lower);
}
