using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The hybrid rule, Delta = gamma * |theta| * tanh(eta_in * u) * eta_out + (1 - gamma) * eta * u.</summary>
/// <remarks>Schedulers drive eta; eta_out keeps its ratio to eta.</remarks>
/// <param name="learningRate">eta, greater than 0.</param>
/// <param name="innerLearningRate">eta_in, greater than 0.</param>
/// <param name="outerLearningRate">eta_out, in (0, 1].</param>
/// <param name="multiplicativeShare">gamma, in [0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">A rate or the share is out of its range.</exception>
public sealed class HybridRule(double learningRate, double innerLearningRate, double outerLearningRate, double multiplicativeShare) : UpdateRule
{
    private readonly double _innerLearningRate = Positive(innerLearningRate);
    private readonly double _outerLearningRate = Share(Positive(outerLearningRate));
    private readonly double _multiplicativeShare = Share(multiplicativeShare);

    /// <inheritdoc/>
    public override double LearningRate { get; } = Positive(learningRate);

    /// <inheritdoc/>
    public override void Apply(Tensor parameter, Tensor direction, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        var outer = _outerLearningRate * (learningRate / LearningRate);
        using var magnitude = parameter.abs();
        using var relative = direction.mul(_innerLearningRate).tanh_();
        parameter.add_(direction, -(1 - _multiplicativeShare) * learningRate);
        parameter.addcmul_(magnitude, relative, -_multiplicativeShare * outer);
    }
}
