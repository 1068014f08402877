using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>A function, an optimizer and a rule: one cell of the tables.</summary>
internal readonly record struct Cell(TestFunction Function, DirectionKind Direction, UpdateRuleKind Rule)
{
    /// <summary>The optimizers, in the order of the published tables.</summary>
    public static IReadOnlyList<DirectionKind> Directions { get; } = [DirectionKind.Sgd, DirectionKind.Adagrad, DirectionKind.Adam, DirectionKind.RmsProp];

    /// <summary>The rules, in the order of the published tables.</summary>
    public static IReadOnlyList<UpdateRuleKind> Rules { get; } = [UpdateRuleKind.Additive, UpdateRuleKind.Multiplicative, UpdateRuleKind.Hybrid];

    /// <summary>All cells of some functions: rule after rule, optimizer after optimizer, function after function.</summary>
    public static IReadOnlyList<Cell> Of(IEnumerable<TestFunction> functions) =>
        [.. from function in functions from direction in Directions from rule in Rules select new Cell(function, direction, rule)];

    /// <summary>The optimizer as the field writes it.</summary>
    public static string NameOf(DirectionKind direction) => direction switch
    {
        DirectionKind.Sgd => "SGD",
        DirectionKind.RmsProp => "RMSProp",
        _ => direction.ToString(),
    };

    /// <summary>The rule in lower case.</summary>
    public static string NameOf(UpdateRuleKind rule) => rule.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override string ToString() => $"{Function}, {NameOf(Direction)}, {NameOf(Rule)}";
}
