using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The additive rule, Delta = eta * u.</summary>
/// <param name="learningRate">eta, greater than 0.</param>
public sealed class AdditiveRule(double learningRate) : UpdateRule
{
    /// <inheritdoc/>
    public override double LearningRate => learningRate;

    /// <inheritdoc/>
    public override void Apply(Tensor parameter, Tensor direction, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(direction);
        parameter.add_(direction, -learningRate);
    }
}
