using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The response of a Mach-Zehnder modulator: g(z) = sin^2(pi/2 * clamp(z, 0, 1)), in [0, 1].</summary>
/// <remarks>Source: Passalis et al., IEEE TETCI 2021; the setting of arXiv 2310.01084.</remarks>
public sealed class PhotonicSinusoidal() : Activation("sinusoidal", minimum: 0, maximum: 1)
{
    /// <inheritdoc/>
    public override double SensitiveMean => 0.4;

    /// <inheritdoc/>
    public override double SensitiveDeviation => 0.35;

    /// <inheritdoc/>
    /// <remarks>Computed as (1 - cos(pi * clamp(z, 0, 1))) / 2, which is the same and needs one pass over memory less.</remarks>
    public override Tensor Apply(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        return preActivation.clamp(0, 1).mul_(Math.PI).cos().mul_(-0.5).add_(0.5);
    }
}
