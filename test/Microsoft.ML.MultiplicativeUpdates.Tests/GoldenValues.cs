namespace Microsoft.ML.MultiplicativeUpdates.Tests;

/// <summary>Table 1.4 of the specification: three steps computed in double precision, theta_0, g_1..g_3 and what theta_3 must be.</summary>
internal static class GoldenValues
{
    public static readonly double[] Start = [2, -3, 0.5, -0.01];

    public static readonly double[][] Gradients = [[0.5, -1, 0.2, -4], [0.1, 0.7, -0.3, -2], [-0.2, 0.4, 0.05, 1]];

    private static readonly UpdateRuleKind[] s_rules = [UpdateRuleKind.Additive, UpdateRuleKind.Multiplicative, UpdateRuleKind.Hybrid];

    private static readonly (string Optimizer, Action<MultiplicativeUpdateOptions> Set, double[][] Expected)[] s_table =
    [
        ("SGD", options => options.Direction = DirectionKind.Sgd,
        [
            [1.996, -3.001, 0.5005, 0.04],
            [1.925839731, -3.050691494, 0.5018894277, -0.008752384318],
            [1.961220144, -3.02976019, 0.5012561357, 0.01520586965],
        ]),
        ("Adagrad", options => options.Direction = DirectionKind.Adagrad,
        [
            [1.991690322, -2.998848619, 0.4969468973, 0.002289957052],
            [1.875272311, -3.003008337, 0.4866685279, -0.009040887832],
            [1.934320354, -3.004408406, 0.4922661288, -0.003401868345],
        ]),
        ("RMSprop, PyTorch form", options => options.Direction = DirectionKind.RmsProp,
        [
            [1.917121098, -2.988916299, 0.4695085438, 0.1128909029],
            [1.789339094, -3.265878125, 0.4513654606, -0.008890640987],
            [1.857033124, -3.132335964, 0.4594992028, 0.05079982676],
        ]),
        ("RMSprop, bias-corrected", options => (options.Direction, options.BiasCorrected) = (DirectionKind.RmsProp, true),
        [
            [1.993566916, -3.003524411, 0.499373047, 0.002540840531],
            [1.898494087, -3.103320105, 0.4883828505, -0.009036484884],
            [1.947699761, -3.057677916, 0.4944412343, -0.003243302706],
        ]),
        ("Adam, paper form", options => options.Direction = DirectionKind.Adam,
        [
            [1.978526053, -2.98987527, 0.4934955464, 0.01495841008],
            [1.667526265, -2.767743943, 0.4779361406, -0.008125237968],
            [1.818565322, -2.878827151, 0.4859362066, 0.003034353804],
        ]),
        ("Adam, authors' code", options => (options.Direction, options.CorrectOutsideTanh) = (DirectionKind.Adam, true),
        [
            [1.978526053, -2.98987527, 0.4934955464, 0.01495841008],
            [1.600274703, -2.697263762, 0.4660058353, -0.007715601346],
            [1.782905227, -2.843561295, 0.4800777826, 0.003195456415],
        ]),
    ];

    /// <summary>Every entry of the table: an optimizer and a rule.</summary>
    public static IEnumerable<object[]> Entries => from row in s_table from rule in s_rules select new object[] { row.Optimizer, rule };

    public static double[] Expected(string optimizer, UpdateRuleKind rule) => Row(optimizer).Expected[Array.IndexOf(s_rules, rule)];

    public static MultiplicativeUpdateOptions Options(string optimizer, UpdateRuleKind rule)
    {
        var options = Options(default(DirectionKind), rule);
        Row(optimizer).Set(options);
        return options;
    }

    public static MultiplicativeUpdateOptions Options(DirectionKind direction, UpdateRuleKind rule) => new()
    {
        Direction = direction,
        Rule = rule,
        LearningRate = 0.01,
        InnerLearningRate = 1,
        OuterLearningRate = 0.1,
        MultiplicativeShare = 0.5,
    };

    private static (string Optimizer, Action<MultiplicativeUpdateOptions> Set, double[][] Expected) Row(string optimizer) => s_table.Single(row => row.Optimizer == optimizer);
}
