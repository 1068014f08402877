using Microsoft.ML.MultiplicativeUpdates;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Benchmarks.Workloads;

/// <summary>The optimizers that are set side by side, at rates so small that the parameters stay what they are.</summary>
internal static class Optimizers
{
    private const double Rate = 1e-7;

    public static MultiplicativeOptimizer Ours(IEnumerable<Parameter> parameters, UpdateRuleKind rule, DirectionKind direction, NonFiniteGradients nonFinite = NonFiniteGradients.SkipStep) =>
        new(parameters, new MultiplicativeUpdateOptions { Rule = rule, Direction = direction, LearningRate = Rate, OuterLearningRate = Rate, NonFiniteGradients = nonFinite });

    public static OptimizerHelper BuiltIn(IEnumerable<Parameter> parameters, DirectionKind direction) => direction switch
    {
        DirectionKind.Sgd => optim.SGD(parameters, Rate),
        DirectionKind.Adam => optim.Adam(parameters, Rate),
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "Only SGD and Adam are compared with TorchSharp's own."),
    };

    /// <summary>Bytes that one step must move for each element, whatever computes it.</summary>
    /// <remarks>
    /// In single precision. SGD reads the parameter and its gradient and writes the parameter: 12. Adam reads two moments more, and writes them: 28.
    /// </remarks>
    public static int BytesAnElement(DirectionKind direction) => direction == DirectionKind.Sgd ? 12 : 28;

    /// <summary>The arrays that one step works on: parameters and gradients, and the two moments of Adam.</summary>
    public static int Arrays(DirectionKind direction) => direction == DirectionKind.Sgd ? 2 : 4;
}
