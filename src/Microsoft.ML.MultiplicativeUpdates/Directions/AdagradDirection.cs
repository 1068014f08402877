using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Adagrad: s_t = s_{t-1} + g_t^2; u_t = g_t / (sqrt(s_t) + epsilon).</summary>
/// <remarks>Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR 12 (2011).</remarks>
/// <param name="epsilon">epsilon, greater than 0.</param>
/// <exception cref="ArgumentOutOfRangeException">epsilon is out of its range.</exception>
public sealed class AdagradDirection(double epsilon = 1e-10) : Direction
{
    private const string Sum = "sum of squares";

    private readonly double _epsilon = Epsilon(epsilon);

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override Tensor Compute(Tensor gradient, ParameterState state)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(state);
        var sum = state.Moment(Sum).addcmul_(gradient, gradient, 1);
        using var denominator = sum.sqrt().add_(_epsilon);
        return gradient.div(denominator);
    }

    internal override DirectionKind? Kind => DirectionKind.Adagrad;

    internal override FusedStep? Fuse<TRule>() => new FusedStep<Lanes, TRule>([Sum], _ => new Lanes((float)_epsilon));

    private readonly struct Lanes(float epsilon) : IFusedDirection
    {
        public static int Moments => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compute<V>(V gradient, ref V first, ref V second, ref V third)
            where V : struct, ILanes<V>
        {
            first = V.MultiplyAdd(gradient, gradient, first);
            return gradient / (V.Sqrt(first) + V.All(epsilon));
        }
    }
}
