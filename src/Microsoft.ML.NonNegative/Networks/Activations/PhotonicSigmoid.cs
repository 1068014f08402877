using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>
/// The measured transfer function of an all-optical sigmoid: g(z) = A2 + (A1 - A2) / (1 + exp((z - x0) / d)), in [A1, A2], with
/// A1 = 0.060, A2 = 1.005, x0 = 0.145, d = 0.033, and z - x0 clipped at 2.
/// </summary>
/// <remarks>Source: the photonic sigmoid of arXiv 2310.01084.</remarks>
public sealed class PhotonicSigmoid() : Activation("sigmoid", Floor, Ceiling)
{
    private const double Floor = 0.060;
    private const double Ceiling = 1.005;
    private const double Midpoint = 0.145;
    private const double Width = 0.033;
    private const double Clip = 2;

    /// <inheritdoc/>
    public override double SensitiveMean => Midpoint;

    /// <inheritdoc/>
    /// <remarks>Several widths d: the slope is steep, and only spread-out units keep passing gradients on.</remarks>
    public override double SensitiveDeviation => 0.15;

    /// <inheritdoc/>
    /// <remarks>Computed as A1 + (A2 - A1) * sigmoid((min(z, x0 + 2) - x0) / d), which is the same and cannot overflow.</remarks>
    public override Tensor Apply(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        return preActivation.clamp(max: Midpoint + Clip).sub_(Midpoint).mul_(1 / Width).sigmoid().mul(Ceiling - Floor).add_(Floor);
    }
}
