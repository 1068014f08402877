using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The rates of a run; a rule takes those that it knows.</summary>
/// <param name="LearningRate">eta.</param>
/// <param name="InnerLearningRate">eta_in.</param>
/// <param name="OuterLearningRate">eta_out.</param>
/// <param name="MultiplicativeShare">gamma.</param>
internal readonly record struct Configuration(double LearningRate, double InnerLearningRate, double OuterLearningRate, double MultiplicativeShare)
{
    /// <summary>What <see cref="Draw"/> draws from, in words.</summary>
    public const string Ranges = "η log-uniform in [1e-4, 1], η_in log-uniform in [1e-4, 10], η_out log-uniform in [1e-3, 1], γ uniform in [0, 1]";

    /// <summary>Random configurations; a longer draw of the same seed begins with a shorter one.</summary>
    public static Configuration[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        var configurations = new Configuration[count];
        for (var i = 0; i < count; i++)
            configurations[i] = new(LogUniform(1e-4, 1), LogUniform(1e-4, 10), LogUniform(1e-3, 1), random.NextDouble());
        return configurations;

        double LogUniform(double from, double to) => from * Math.Pow(to / from, random.NextDouble());
    }

    /// <summary>The options of the optimizer for this configuration.</summary>
    public MultiplicativeUpdateOptions Options(DirectionKind direction, UpdateRuleKind rule) => new()
    {
        Direction = direction,
        Rule = rule,
        LearningRate = LearningRate,
        InnerLearningRate = InnerLearningRate,
        OuterLearningRate = OuterLearningRate,
        MultiplicativeShare = MultiplicativeShare,
    };
}
