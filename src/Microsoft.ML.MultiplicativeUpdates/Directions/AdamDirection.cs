using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>
/// Adam, both moments bias-corrected: m_t = beta_1 m_{t-1} + (1 - beta_1) g_t; v_t = beta_2 v_{t-1} + (1 - beta_2) g_t^2;
/// u_t = m_t / (1 - beta_1^t) / (sqrt(v_t / (1 - beta_2^t)) + epsilon).
/// </summary>
/// <param name="beta1">beta_1, in [0, 1).</param>
/// <param name="beta2">beta_2, in [0, 1).</param>
/// <param name="epsilon">epsilon, greater than 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class AdamDirection(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : Direction
{
    private readonly double _beta1 = Decay(beta1);
    private readonly double _beta2 = Decay(beta2);
    private readonly double _epsilon = epsilon > 0 && double.IsFinite(epsilon) ? epsilon : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "It must be greater than 0 and finite.");

    /// <inheritdoc/>
    public override Tensor Compute(Tensor gradient, DirectionState state)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(state);
        state.FirstMoment.mul_(_beta1).add_(gradient, 1 - _beta1);
        state.SecondMoment.mul_(_beta2).addcmul_(gradient, gradient, 1 - _beta2);

        var correction1 = 1 - Math.Pow(_beta1, state.Step);
        var correction2 = 1 - Math.Pow(_beta2, state.Step);
        using var denominator = state.SecondMoment.sqrt().mul_(correction1 / Math.Sqrt(correction2)).add_(correction1 * _epsilon);
        return state.FirstMoment.div(denominator);
    }
}
