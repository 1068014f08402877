using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The hybrid rule, Delta = gamma * |theta| * tanh(eta_in * u) * eta_out + (1 - gamma) * eta * u.</summary>
/// <remarks>Schedulers drive eta, and eta_out with it.</remarks>
public sealed class HybridRule : UpdateRule
{
    /// <inheritdoc/>
    public override void Validate(UpdateRates rates)
    {
        if (!(rates.MultiplicativeShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rates), rates.MultiplicativeShare, "gamma must be from 0 to 1.");
    }

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Apply(Tensor parameter, Tensor direction, UpdateRates rates)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        using var magnitude = parameter.abs();
        using var relative = direction.mul(rates.InnerLearningRate).tanh_();
        parameter.add_(direction, -(1 - rates.MultiplicativeShare) * rates.LearningRate);
        parameter.addcmul_(magnitude, relative, -rates.MultiplicativeShare * rates.OuterLearningRate);
    }

    internal override FusedStep? Fuse(Direction direction) => direction.Fuse<Lanes>();

    private readonly struct Lanes(float inner, float relative, float absolute) : IFusedRule<Lanes>
    {
        public static Lanes From(in UpdateRates rates) => new((float)rates.InnerLearningRate, (float)(rates.MultiplicativeShare * rates.OuterLearningRate), (float)((1 - rates.MultiplicativeShare) * rates.LearningRate));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V parameter, V direction)
            where V : struct, ILanes<V> =>
            V.MultiplyAdd(V.Abs(parameter) * V.All(-relative), VectorMath.Tanh(V.All(inner) * direction), V.MultiplyAdd(V.All(-absolute), direction, parameter));
    }
}
