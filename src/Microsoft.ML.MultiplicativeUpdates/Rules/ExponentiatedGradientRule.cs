using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The unnormalised exponentiated-gradient rule, theta_t = theta_{t-1} * e^(-sign(theta_{t-1}) * eta * u).</summary>
/// <remarks>
/// No sign changes and a zero stays a zero. The exponent of one step is limited to 20 either way. Kivinen and Warmuth, "Exponentiated gradient versus gradient descent for linear
/// predictors", Information and Computation 132 (1997); for networks: Cornford et al., bioRxiv 2024.10.25.620272.
/// </remarks>
public sealed class ExponentiatedGradientRule : UpdateRule
{
    /// <inheritdoc/>
    public override bool KeepsSigns => true;

    private const double LargestExponent = 20;

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Apply(Tensor parameter, Tensor direction, UpdateRates rates)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        using var sign = parameter.sign();
        using var factor = direction.mul(-rates.LearningRate).clamp_(-LargestExponent, LargestExponent).mul_(sign).exp_();
        StayFinite(parameter.mul_(factor));
    }

    internal override FusedStep? Fuse(Direction direction) => direction.Fuse<Lanes>();

    private readonly struct Lanes(float rate) : IFusedRule<Lanes>
    {
        public static Lanes From(in UpdateRates rates) => new((float)rates.LearningRate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V parameter, V direction)
            where V : struct, ILanes<V> =>
            VectorMath.Finite(parameter * VectorMath.Exp(V.CopySign(V.All(1), parameter) * V.Max(V.All(-(float)LargestExponent), V.Min(V.All((float)LargestExponent), V.All(-rate) * direction))));
    }
}
