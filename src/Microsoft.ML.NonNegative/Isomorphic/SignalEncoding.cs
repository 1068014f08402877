namespace Microsoft.ML.NonNegative;

/// <summary>How the signals of one non-negative layer stand for signed numbers.</summary>
/// <param name="Lower">lo, the least input of the layer; x^ = x - lo is what is sent. 0 after an activation.</param>
/// <param name="Rotation">alpha, the greatest x^; where a weight was negative, alpha - x^ is sent instead.</param>
/// <param name="Offset">c, the activation shifting point: z' = z + c.</param>
/// <param name="DirectPadding">What stands for a zero outside the image on the direct path: -lo.</param>
/// <param name="RotatedPadding">What stands for a zero outside the image on the rotated path: alpha + lo.</param>
internal sealed record SignalEncoding(double Lower, double Rotation, double Offset, double DirectPadding, double RotatedPadding)
{
    /// <summary>The encoding of a layer with inputs in <paramref name="input"/>.</summary>
    public static SignalEncoding For(SignalRange input, double offset) => new(input.Lower, input.Extent, offset, -input.Lower, input.Extent + input.Lower);
}
