namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>Every optimizer that the contracts are checked on.</summary>
internal static class OptimizerCases
{
    private static readonly (string Name, Action<MultiplicativeUpdateOptions> Set)[] s_directions =
    [
        ("SGD", options => options.Direction = DirectionKind.Sgd),
        ("SGD with momentum", options => (options.Direction, options.Momentum) = (DirectionKind.Sgd, 0.9)),
        ("SGD with momentum and dampening", options => (options.Direction, options.Momentum, options.Dampening) = (DirectionKind.Sgd, 0.9, 0.4)),
        ("SGD with Nesterov's momentum", options => (options.Direction, options.Momentum, options.Nesterov) = (DirectionKind.Sgd, 0.8, true)),
        ("Adagrad", options => options.Direction = DirectionKind.Adagrad),
        ("RMSprop", options => options.Direction = DirectionKind.RmsProp),
        ("RMSprop, bias-corrected", options => (options.Direction, options.BiasCorrected) = (DirectionKind.RmsProp, true)),
        ("RMSprop with momentum", options => (options.Direction, options.Momentum) = (DirectionKind.RmsProp, 0.7)),
        ("RMSprop, centered", options => (options.Direction, options.Centered) = (DirectionKind.RmsProp, true)),
        ("RMSprop, centered, with momentum", options => (options.Direction, options.Centered, options.Momentum) = (DirectionKind.RmsProp, true, 0.7)),
        ("Adam", options => options.Direction = DirectionKind.Adam),
        ("Adam, corrected outside", options => (options.Direction, options.CorrectOutsideTanh) = (DirectionKind.Adam, true)),
        ("AdamW", options => options.Direction = DirectionKind.AdamW),
        ("AMSGrad", options => (options.Direction, options.Beta2) = (DirectionKind.AmsGrad, 0.9)),
        ("AMSGrad, corrected outside", options => (options.Direction, options.Beta2, options.CorrectOutsideTanh) = (DirectionKind.AmsGrad, 0.9, true)),
    ];

    /// <summary>Each direction with each rule.</summary>
    public static IReadOnlyList<OptimizerCase> Own { get; } = [.. from direction in s_directions from rule in Enum.GetValues<UpdateRuleKind>() select Case(direction.Name, rule)];

    public static IReadOnlyList<OptimizerCase> All { get; } = [.. Own, .. PeerCases.All];

    /// <summary>The names of the directions, variants included.</summary>
    public static IEnumerable<string> Directions => s_directions.Select(direction => direction.Name);

    /// <summary>The names of all cases, as rows of a test.</summary>
    public static IEnumerable<object[]> Names => All.Select(one => new object[] { one.Name });

    public static OptimizerCase Named(string name) => All.Single(one => one.Name == name);

    private static OptimizerCase Case(string direction, UpdateRuleKind rule) => OptimizerCase.Of($"{rule} on {direction}", Options(direction, rule)) with
    {
        // Adagrad's steps become smaller and smaller.
        DescentSteps = direction == "Adagrad" ? 4000 : 400,
    };

    /// <summary>Options of a direction and a rule, with rates that make every part of the equations matter.</summary>
    public static MultiplicativeUpdateOptions Options(string direction, UpdateRuleKind rule)
    {
        var options = new MultiplicativeUpdateOptions { Rule = rule, LearningRate = 0.02, InnerLearningRate = 0.8, OuterLearningRate = 0.09, MultiplicativeShare = 0.4 };
        s_directions.Single(one => one.Name == direction).Set(options);
        return options;
    }
}
