using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>SGD with momentum: m_1 = g_1, m_t = mu * m_{t-1} + g_t; l_t = 1; u_t = m_t.</summary>
/// <param name="momentum">mu, in [0, 1).</param>
/// <exception cref="ArgumentOutOfRangeException">mu is out of its range.</exception>
public sealed class SgdDirection(double momentum = 0) : Direction
{
    private readonly double _momentum = Decay(momentum);

    /// <inheritdoc/>
    public override Tensor Compute(Tensor gradient, DirectionState state)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(state);
        if (_momentum == 0)
            return gradient;
        var first = state.FirstMoment;
        return first.mul_(_momentum).add_(gradient);
    }
}
