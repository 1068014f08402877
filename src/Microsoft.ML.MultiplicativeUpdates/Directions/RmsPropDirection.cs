using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>
/// RMSprop: v_t = alpha v_{t-1} + (1 - alpha) g_t^2; u_t = g_t / (sqrt(v_t) + epsilon). Centered: a_t = alpha a_{t-1} + (1 - alpha) g_t and v_t - a_t^2 in place of v_t.
/// With momentum: b_t = mu b_{t-1} + that; u_t = b_t.
/// </summary>
/// <remarks>
/// The default is PyTorch's form, which the authors' code has as well; bias-corrected (v_t and a_t over 1 - alpha^t) is the form of the authors' slides.
/// </remarks>
/// <param name="smoothing">alpha, in [0, 1).</param>
/// <param name="epsilon">epsilon, greater than 0.</param>
/// <param name="momentum">mu, in [0, 1).</param>
/// <param name="centered">Divides by the deviation of the gradient, not by its root mean square.</param>
/// <param name="biasCorrected">Corrects the running means for their start at 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class RmsPropDirection(double smoothing = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false, bool biasCorrected = false) : Direction
{
    private const string MeanSquare = "mean square";
    private const string MeanGradient = "mean gradient";
    private const string Buffer = "momentum";

    private readonly double _smoothing = Decay(smoothing);
    private readonly double _epsilon = Epsilon(epsilon);
    private readonly double _momentum = Decay(momentum);

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override Tensor Compute(Tensor gradient, ParameterState state)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(state);
        var correction = Correction(state.Step);
        var square = state.Moment(MeanSquare).mul_(_smoothing).addcmul_(gradient, gradient, 1 - _smoothing);
        using var denominator = square.mul(correction);
        if (centered)
        {
            var mean = state.Moment(MeanGradient).mul_(_smoothing).add_(gradient, 1 - _smoothing);
            denominator.addcmul_(mean, mean, -correction * correction).clamp_(min: 0);
        }
        var direction = gradient.div(denominator.sqrt_().add_(_epsilon));
        if (_momentum == 0)
            return direction;
        using (direction)
            return state.Moment(Buffer).mul_(_momentum).add_(direction);
    }

    internal override DirectionKind? Kind => DirectionKind.RmsProp;

    internal override string Description => $"RMSprop{(centered ? ", centered" : "")}{(_momentum == 0 ? "" : ", with momentum")}";

    internal override FusedStep? Fuse<TRule>() => (centered, _momentum > 0) switch
    {
        (false, false) => new FusedStep<Lanes<Off, Off>, TRule>([MeanSquare], At<Off, Off>),
        (false, true) => new FusedStep<Lanes<Off, On>, TRule>([MeanSquare, Buffer], At<Off, On>),
        (true, false) => new FusedStep<Lanes<On, Off>, TRule>([MeanSquare, MeanGradient], At<On, Off>),
        (true, true) => new FusedStep<Lanes<On, On>, TRule>([MeanSquare, MeanGradient, Buffer], At<On, On>),
    };

    private double Correction(long step) => biasCorrected ? 1 / (1 - Math.Pow(_smoothing, step)) : 1;

    private Lanes<TCentered, TMomentum> At<TCentered, TMomentum>(long step)
        where TCentered : struct, ISwitch
        where TMomentum : struct, ISwitch =>
        new((float)_smoothing, (float)(1 - _smoothing), (float)Correction(step), (float)_epsilon, (float)_momentum);

    private readonly struct Lanes<TCentered, TMomentum>(float smoothing, float fresh, float correction, float epsilon, float momentum) : IFusedDirection
        where TCentered : struct, ISwitch
        where TMomentum : struct, ISwitch
    {
        public static int Moments => 1 + (TCentered.IsOn ? 1 : 0) + (TMomentum.IsOn ? 1 : 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compute<V>(V gradient, ref V first, ref V second, ref V third)
            where V : struct, ILanes<V>
        {
            first = V.MultiplyAdd(V.All(smoothing), first, V.All(fresh) * gradient * gradient);
            var variance = first * V.All(correction);
            if (TCentered.IsOn)
            {
                second = V.MultiplyAdd(V.All(smoothing), second, V.All(fresh) * gradient);
                var mean = second * V.All(correction);
                variance = V.Max(V.All(0), variance - mean * mean);
            }
            var direction = gradient / (V.Sqrt(variance) + V.All(epsilon));
            if (!TMomentum.IsOn)
                return direction;
            ref var buffer = ref second;
            if (TCentered.IsOn)
                buffer = ref third;
            return buffer = V.MultiplyAdd(V.All(momentum), buffer, direction);
        }
    }
}
