using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The additive rule, Delta = eta * u.</summary>
public sealed class AdditiveRule : UpdateRule
{
    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override void Apply(Tensor parameter, Tensor direction, UpdateRates rates)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        parameter.add_(direction, -rates.LearningRate);
    }

    internal override FusedStep? Fuse(Direction direction) => direction.Fuse<Lanes>();

    private readonly struct Lanes(float rate) : IFusedRule<Lanes>
    {
        public static Lanes From(in UpdateRates rates) => new((float)rates.LearningRate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V parameter, V direction)
            where V : struct, ILanes<V> =>
            V.MultiplyAdd(V.All(-rate), direction, parameter);
    }
}
