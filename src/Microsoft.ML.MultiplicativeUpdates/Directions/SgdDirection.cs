using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>SGD with momentum: b_1 = g_1, b_t = mu * b_{t-1} + (1 - dampening) * g_t; u_t = b_t, or with Nesterov's momentum g_t + mu * b_t.</summary>
/// <param name="momentum">mu, in [0, 1).</param>
/// <param name="dampening">In [0, 1).</param>
/// <param name="nesterov">Nesterov's momentum; needs a momentum and no dampening.</param>
/// <exception cref="ArgumentOutOfRangeException">mu or the dampening is out of its range.</exception>
/// <exception cref="ArgumentException">Nesterov's momentum without momentum or with dampening.</exception>
public sealed class SgdDirection(double momentum = 0, double dampening = 0, bool nesterov = false) : Direction
{
    private const string Buffer = "momentum";

    private readonly double _momentum = Decay(momentum);
    private readonly double _dampening = Decay(dampening);
    private readonly bool _nesterov = !nesterov || (momentum > 0 && dampening == 0)
        ? nesterov
        : throw new ArgumentException("Nesterov's momentum needs a momentum greater than 0 and no dampening.", nameof(nesterov));

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override Tensor Compute(Tensor gradient, ParameterState state)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(state);
        if (_momentum == 0)
            return gradient;
        var buffer = state.Moment(Buffer);
        if (state.Step == 1)
            buffer.copy_(gradient);
        else
            buffer.mul_(_momentum).add_(gradient, 1 - _dampening);
        return _nesterov ? gradient.add(buffer, _momentum) : buffer;
    }

    internal override DirectionKind? Kind => DirectionKind.Sgd;

    internal override string Description => _momentum == 0 ? "SGD" : "SGD with momentum";

    internal override FusedStep? Fuse<TRule>() => _momentum == 0
        ? new FusedStep<PlainLanes, TRule>([], _ => default)
        : new FusedStep<MomentumLanes, TRule>([Buffer], At);

    private MomentumLanes At(long step) =>
        new(step == 1 ? 0 : (float)_momentum, step == 1 ? 1 : (float)(1 - _dampening), _nesterov ? 1 : 0, _nesterov ? (float)_momentum : 1);

    private readonly struct PlainLanes : IFusedDirection
    {
        public static int Moments => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compute<V>(V gradient, ref V first, ref V second, ref V third)
            where V : struct, ILanes<V> => gradient;
    }

    private readonly struct MomentumLanes(float keep, float add, float ofGradient, float ofBuffer) : IFusedDirection
    {
        public static int Moments => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compute<V>(V gradient, ref V first, ref V second, ref V third)
            where V : struct, ILanes<V>
        {
            first = V.MultiplyAdd(V.All(keep), first, V.All(add) * gradient);
            return V.MultiplyAdd(V.All(ofBuffer), first, V.All(ofGradient) * gradient);
        }
    }
}
