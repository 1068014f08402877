namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The rates of a step.</summary>
/// <param name="LearningRate">eta, of the additive step.</param>
/// <param name="InnerLearningRate">eta_in, inside tanh.</param>
/// <param name="OuterLearningRate">eta_out, outside tanh: the largest relative change of a weight in one step.</param>
/// <param name="MultiplicativeShare">gamma, the share of the multiplicative step in the hybrid rule.</param>
public readonly record struct UpdateRates(double LearningRate, double InnerLearningRate, double OuterLearningRate, double MultiplicativeShare)
{
    // What a product of doubles may exceed 1 by.
    private const double Rounding = 1e-9;

    /// <summary>The rates of a step <paramref name="factor"/> times as long: eta and eta_out times the factor.</summary>
    public UpdateRates Scaled(double factor)
    {
        if (factor == 1)
            return this;
        var outer = OuterLearningRate * factor;
        return this with { LearningRate = LearningRate * factor, OuterLearningRate = outer is > 1 and <= 1 + Rounding ? 1 : outer };
    }
}
