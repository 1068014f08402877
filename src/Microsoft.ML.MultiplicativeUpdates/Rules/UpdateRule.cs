using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>xi(theta, m, l, eta) of GOFAU: turns a direction u = m * l into a step of the parameter.</summary>
/// <remarks>A rule holds no state and may serve any number of parameters; it is called without gradient recording.</remarks>
public abstract class UpdateRule
{
    /// <summary>The rate that a learning-rate scheduler drives, at its start.</summary>
    public abstract double LearningRate { get; }

    /// <summary>theta_t = theta_{t-1} - Delta_t, in place.</summary>
    /// <param name="parameter">theta, any shape; changed.</param>
    /// <param name="direction">u, of the same shape; must not be changed.</param>
    /// <param name="learningRate">The scheduled value of <see cref="LearningRate"/>.</param>
    public abstract void Apply(Tensor parameter, Tensor direction, double learningRate);

    private protected static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "It must be greater than 0 and finite.");

    private protected static double Share(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be from 0 to 1.");

    /// <summary>The rule that <paramref name="options"/> describe.</summary>
    public static UpdateRule Create(MultiplicativeUpdateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options.Rule switch
        {
            UpdateRuleKind.Additive => new AdditiveRule(options.LearningRate),
            UpdateRuleKind.Multiplicative => new MultiplicativeRule(options.InnerLearningRate, options.OuterLearningRate),
            _ => new HybridRule(options.LearningRate, options.InnerLearningRate, options.OuterLearningRate, options.MultiplicativeShare),
        };
    }
}
