namespace Microsoft.ML.MultiplicativeUpdates.Tests;

/// <summary>Three steps computed by hand in double precision: theta_0, g_1..g_3 and what theta_3 must be.</summary>
internal static class GoldenValues
{
    public static readonly double[] Start = [2, -3, 0.5, -0.01];

    public static readonly double[][] Gradients = [[0.5, -1, 0.2, -4], [0.1, 0.7, -0.3, -2], [-0.2, 0.4, 0.05, 1]];

    public static MultiplicativeUpdateOptions Options(DirectionKind direction, UpdateRuleKind rule) => new()
    {
        Direction = direction,
        Rule = rule,
        LearningRate = 0.01,
        InnerLearningRate = 1,
        OuterLearningRate = 0.1,
        MultiplicativeShare = 0.5,
    };

    public static double[] Expected(DirectionKind direction, UpdateRuleKind rule) => (direction, rule) switch
    {
        (DirectionKind.Sgd, UpdateRuleKind.Additive) => [1.996, -3.001, 0.5005, 0.04],
        (DirectionKind.Sgd, UpdateRuleKind.Multiplicative) => [1.925839731, -3.050691494, 0.5018894277, -0.008752384318],
        (DirectionKind.Sgd, UpdateRuleKind.Hybrid) => [1.961220144, -3.02976019, 0.5012561357, 0.01520586965],
        (DirectionKind.Adam, UpdateRuleKind.Additive) => [1.978526053, -2.98987527, 0.4934955464, 0.01495841008],
        (DirectionKind.Adam, UpdateRuleKind.Multiplicative) => [1.667526265, -2.767743943, 0.4779361406, -0.008125237968],
        (DirectionKind.Adam, UpdateRuleKind.Hybrid) => [1.818565322, -2.878827151, 0.4859362066, 0.003034353804],
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
