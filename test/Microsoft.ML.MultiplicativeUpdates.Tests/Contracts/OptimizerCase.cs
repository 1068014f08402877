using TorchSharp.Modules;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>An optimizer that the contracts are checked on, and what it claims.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Build">Makes one for parameters, on a path.</param>
/// <param name="Reference">The same equation in plain loops, for one parameter of a shape.</param>
internal sealed record OptimizerCase(string Name, Func<IReadOnlyList<Parameter>, StepPath, FirstOrderOptimizer> Build, Func<long[], ScalarStep> Reference)
{
    /// <summary>No step changes a sign or moves a zero.</summary>
    public bool KeepsSigns { get; init; }

    /// <summary>No element is negative after a step.</summary>
    public bool NonNegative { get; init; }

    /// <summary>An element's step depends on that element alone.</summary>
    public bool Elementwise { get; init; }

    /// <summary>The paths that it can take.</summary>
    public IReadOnlyList<StepPath> Paths { get; init; } = [StepPath.Tensors];

    /// <summary>What the fused kernels are run with at widths that are not this processor's own; null where there are no kernels.</summary>
    public Func<IReadOnlyList<Parameter>, UpdateGroup>? Group { get; init; }

    /// <summary>How far from the reference single precision may be on the fused path, relative to the largest value that the element had.</summary>
    public double FusedTolerance { get; init; } = 1e-6;

    /// <summary>The steps from (1, 2) towards (2, 1) after which a tenth of the distance is left.</summary>
    public int DescentSteps { get; init; } = 400;

    /// <summary>The ways of computing it in single precision on the CPU.</summary>
    public IEnumerable<Way> Ways => Way.All.Where(way => Paths.Contains(way.Path) && (way.IsNative || Group is not null));

    /// <summary>The optimizer that options describe.</summary>
    public static OptimizerCase Of(string name, MultiplicativeUpdateOptions options) => new(name, (parameters, path) => new MultiplicativeOptimizer(parameters, On(options, path)), _ => ScalarReference.Of(options))
    {
        KeepsSigns = options.Rule is UpdateRuleKind.Multiplicative or UpdateRuleKind.Power or UpdateRuleKind.ExponentiatedGradient,
        NonNegative = options.Rule is UpdateRuleKind.Projected or UpdateRuleKind.Reflected,
        Elementwise = true,
        Paths = Way.Paths,
        Group = parameters => new UpdateGroup(parameters, On(options, StepPath.Fused)),
    };

    private static MultiplicativeUpdateOptions On(MultiplicativeUpdateOptions options, StepPath path)
    {
        var copy = options.Copy();
        copy.Path = path;
        return copy;
    }

    public override string ToString() => Name;
}
