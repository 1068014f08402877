using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The power rule, theta_t = theta_{t-1} * 2^(-sign(theta_{t-1}) * eta_out * tanh(eta_in * u)).</summary>
/// <remarks>
/// A step multiplies a parameter by at least 2^-eta_out and at most 2^eta_out: no sign changes, a zero stays a zero, and, unlike the multiplicative rule's, a step up undoes a step
/// down. Schedulers drive eta_out.
/// </remarks>
public sealed class PowerRule : UpdateRule
{
    /// <inheritdoc/>
    public override bool KeepsSigns => true;

    /// <inheritdoc/>
    public override double ScheduledRate(UpdateRates rates) => rates.OuterLearningRate;

    /// <inheritdoc/>
    public override void Validate(UpdateRates rates) => ValidateOuter(rates);

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Apply(Tensor parameter, Tensor direction, UpdateRates rates)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        ValidateOuter(rates);
        using var sign = parameter.sign();
        using var exponent = direction.mul(rates.InnerLearningRate).tanh_().mul_(sign).mul_(-rates.OuterLearningRate * Math.Log(2)).exp_();
        StayFinite(parameter.mul_(exponent));
    }

    internal override FusedStep? Fuse(Direction direction) => direction.Fuse<Lanes>();

    private readonly struct Lanes(float inner, float outer) : IFusedRule<Lanes>
    {
        public static Lanes From(in UpdateRates rates) => new((float)rates.InnerLearningRate, (float)rates.OuterLearningRate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V parameter, V direction)
            where V : struct, ILanes<V> =>
            VectorMath.Finite(parameter * VectorMath.Exp2(V.CopySign(V.All(1), parameter) * V.All(-outer) * VectorMath.Tanh(V.All(inner) * direction)));
    }
}
