using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The multiplicative rule, Delta = |theta| * tanh(eta_in * u) * eta_out.</summary>
/// <remarks>
/// |Delta| is at most eta_out * |theta|, so with eta_out at most 1 no parameter changes its sign, and a zero stays a zero.
/// Schedulers drive eta_out.
/// </remarks>
/// <param name="innerLearningRate">eta_in, greater than 0.</param>
/// <param name="outerLearningRate">eta_out, in (0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">A rate is out of its range.</exception>
public sealed class MultiplicativeRule(double innerLearningRate, double outerLearningRate) : UpdateRule
{
    private readonly double _innerLearningRate = Positive(innerLearningRate);

    /// <inheritdoc/>
    public override double LearningRate { get; } = Share(Positive(outerLearningRate));

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is above 1, where signs would change, or below 0.</exception>
    public override void Apply(Tensor parameter, Tensor direction, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        Share(learningRate);
        using var magnitude = parameter.abs();
        using var relative = direction.mul(_innerLearningRate).tanh_();
        parameter.addcmul_(magnitude, relative, -learningRate);
    }
}
