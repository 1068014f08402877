using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The multiplicative rule, Delta = |theta| * tanh(eta_in * u) * eta_out.</summary>
/// <remarks>
/// |Delta| is at most eta_out * |theta|, so with eta_out at most 1 no parameter changes its sign, and a zero stays a zero. (With eta_out = 1 and tanh saturated a parameter
/// becomes exactly 0 and stays there: keep eta_out below 1, or set <see cref="MultiplicativeUpdateOptions.MinimumMagnitude"/>.) Schedulers drive eta_out.
/// </remarks>
public sealed class MultiplicativeRule : UpdateRule
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
        using var magnitude = parameter.abs();
        using var relative = direction.mul(rates.InnerLearningRate).tanh_();
        StayFinite(parameter.addcmul_(magnitude, relative, -rates.OuterLearningRate));
    }

    internal override FusedStep? Fuse(Direction direction) => direction.Fuse<Lanes>();

    private readonly struct Lanes(float inner, float outer) : IFusedRule<Lanes>
    {
        public static Lanes From(in UpdateRates rates) => new((float)rates.InnerLearningRate, (float)rates.OuterLearningRate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V parameter, V direction)
            where V : struct, ILanes<V> =>
            VectorMath.Finite(V.MultiplyAdd(V.Abs(parameter) * V.All(-outer), VectorMath.Tanh(V.All(inner) * direction), parameter));
    }
}
