using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The projected rule, theta_t = max(theta_{t-1} - eta * u, 0): the additive step, negative values clipped.</summary>
/// <remarks>The usual baseline for non-negative networks (clipped SGD, "CSGD"). Negative parameters become 0 in the first step.</remarks>
public sealed class ProjectedRule : UpdateRule
{
    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Apply(Tensor parameter, Tensor direction, UpdateRates rates)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        parameter.add_(direction, -rates.LearningRate).clamp_(min: 0);
    }

    internal override FusedStep? Fuse(Direction direction) => direction.Fuse<Lanes>();

    private readonly struct Lanes(float rate) : IFusedRule<Lanes>
    {
        public static Lanes From(in UpdateRates rates) => new((float)rates.LearningRate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V parameter, V direction)
            where V : struct, ILanes<V> =>
            V.Max(V.All(0), V.MultiplyAdd(V.All(-rate), direction, parameter));
    }
}
