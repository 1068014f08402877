using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The additive rule, Delta = eta * u.</summary>
/// <param name="learningRate">eta, greater than 0.</param>
/// <exception cref="ArgumentOutOfRangeException">eta is out of its range.</exception>
public sealed class AdditiveRule(double learningRate) : UpdateRule
{
    /// <inheritdoc/>
    public override double LearningRate { get; } = Positive(learningRate);

    /// <inheritdoc/>
    public override void Apply(Tensor parameter, Tensor direction, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        parameter.add_(direction, -learningRate);
    }
}
