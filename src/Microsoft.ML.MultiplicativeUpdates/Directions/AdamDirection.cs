using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>
/// Adam: m_t = beta_1 m_{t-1} + (1 - beta_1) g_t; v_t = beta_2 v_{t-1} + (1 - beta_2) g_t^2; u_t = m_t / (1 - beta_1^t) / (sqrt(v_t / (1 - beta_2^t)) + epsilon).
/// AMSGrad: the largest v so far in place of v_t.
/// </summary>
/// <remarks>
/// Kingma and Ba, ICLR 2015; Reddi, Kale and Kumar, ICLR 2018. The authors' code of the multiplicative rule leaves 1 / (1 - beta_1^t) out of u_t and multiplies the whole step by it,
/// outside tanh: <paramref name="correctOutside"/>. A step is then up to 1 / (1 - beta_1) times as long, and signs are safe only with eta_out at most 1 - beta_1.
/// </remarks>
/// <param name="beta1">beta_1, in [0, 1).</param>
/// <param name="beta2">beta_2, in [0, 1).</param>
/// <param name="epsilon">epsilon, greater than 0.</param>
/// <param name="amsGrad">AMSGrad.</param>
/// <param name="correctOutside">The authors' form.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class AdamDirection(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, bool amsGrad = false, bool correctOutside = false) : Direction
{
    private const string First = "first moment";
    private const string Second = "second moment";
    private const string Largest = "largest second moment";

    private readonly double _beta1 = Decay(beta1);
    private readonly double _beta2 = Decay(beta2);
    private readonly double _epsilon = Epsilon(epsilon);

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override double LargestStepFactor => StepFactor(1);

    internal override DirectionKind? Kind => amsGrad ? DirectionKind.AmsGrad : DirectionKind.Adam;

    internal override string Description => amsGrad ? "AMSGrad" : "Adam";

    /// <inheritdoc/>
    public override double StepFactor(long time) => correctOutside ? 1 / (1 - Math.Pow(_beta1, time)) : 1;

    /// <inheritdoc/>
    public override Tensor Compute(Tensor gradient, ParameterState state)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(state);
        var first = state.Moment(First).mul_(_beta1).add_(gradient, 1 - _beta1);
        var second = state.Moment(Second).mul_(_beta2).addcmul_(gradient, gradient, 1 - _beta2);
        if (amsGrad)
        {
            var largest = state.Moment(Largest);
            using var larger = largest.maximum(second);
            second = largest.copy_(larger);
        }
        var (scale, offset) = Denominator(state.Step);
        using var denominator = second.sqrt().mul_(scale).add_(offset);
        return first.div(denominator);
    }

    internal override FusedStep? Fuse<TRule>() => amsGrad
        ? new FusedStep<Lanes<On>, TRule>([First, Second, Largest], At<On>)
        : new FusedStep<Lanes<Off>, TRule>([First, Second], At<Off>);

    // (1 - beta_1^t) (sqrt(v / (1 - beta_2^t)) + epsilon) as sqrt(v) * scale + offset
    private (double Scale, double Offset) Denominator(long step)
    {
        var correction1 = correctOutside ? 1 : 1 - Math.Pow(_beta1, step);
        var correction2 = 1 - Math.Pow(_beta2, step);
        return (correction1 / Math.Sqrt(correction2), correction1 * _epsilon);
    }

    private Lanes<TAmsGrad> At<TAmsGrad>(long step)
        where TAmsGrad : struct, ISwitch
    {
        var (scale, offset) = Denominator(step);
        return new((float)_beta1, (float)(1 - _beta1), (float)_beta2, (float)(1 - _beta2), (float)scale, (float)offset);
    }

    private readonly struct Lanes<TAmsGrad>(float beta1, float fresh1, float beta2, float fresh2, float scale, float offset) : IFusedDirection
        where TAmsGrad : struct, ISwitch
    {
        public static int Moments => TAmsGrad.IsOn ? 3 : 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compute<V>(V gradient, ref V first, ref V second, ref V third)
            where V : struct, ILanes<V>
        {
            first = V.MultiplyAdd(V.All(beta1), first, V.All(fresh1) * gradient);
            second = V.MultiplyAdd(V.All(beta2), second, V.All(fresh2) * gradient * gradient);
            if (TAmsGrad.IsOn)
                third = V.Max(third, second);
            return first / V.MultiplyAdd(V.Sqrt(TAmsGrad.IsOn ? third : second), V.All(scale), V.All(offset));
        }
    }
}
