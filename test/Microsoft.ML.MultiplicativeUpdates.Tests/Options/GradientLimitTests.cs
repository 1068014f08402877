using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

/// <summary>MaximumGradientNorm and MaximumGradientValue do what TorchSharp's clip_grad_norm_ and clip_grad_value_ do before a step.</summary>
[TestClass]
public sealed class GradientLimitTests
{
    private static readonly int[] s_sizes = [1, 70, 33, 20000];

    public static IEnumerable<object[]> Cases =>
        from path in Way.Paths
        from limits in new (double? Norm, double? Value)[] { (1, null), (1e6, null), (null, 0.3), (null, 1e3), (2, 0.01) }
        from direction in new[] { "SGD with momentum", "Adam" }
        select new object[] { path, limits.Norm!, limits.Value!, direction };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_WithLimits_IsClippingAndThenAStep(StepPath path, double? norm, double? value, string direction)
    {
        var options = OptimizerCases.Options(direction, UpdateRuleKind.Hybrid);
        (options.Path, options.MaximumGradientNorm, options.MaximumGradientValue) = (path, norm, value);
        var limited = Parameters();
        using var optimizer = new MultiplicativeOptimizer(limited, options);
        (options.MaximumGradientNorm, options.MaximumGradientValue) = (null, null);
        var clipped = Parameters();
        using var plain = new MultiplicativeOptimizer(clipped, options);
        for (var step = 0; step < 3; step++)
        {
            SetGradients(limited, step);
            optimizer.step();
            SetGradients(clipped, step);
            if (norm is { } most)
                nn.utils.clip_grad_norm_(clipped, most);
            if (value is { } bound)
                nn.utils.clip_grad_value_(clipped, bound);
            plain.step();
        }

        for (var i = 0; i < s_sizes.Length; i++)
        {
            var (expected, actual) = (Numbers.Read(clipped[i]), Numbers.Read(limited[i]));
            for (var k = 0; k < expected.Length; k++)
                Assert.AreEqual(expected[k], actual[k], 2e-6 * Math.Max(0.1, Math.Abs(expected[k])), $"parameter {i}, element {k}");
        }
        foreach (var parameter in limited.Concat(clipped))
            parameter.Dispose();
    }

    [TestMethod]
    public void Step_NormOverSeveralPathsAndGroups_IsThatOfAllTogether()
    {
        // 3, 4 and 12: 13 together. At most 6.5 is half of each.
        double[] gradients = [3, 4, 12];
        var options = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Additive, Direction = DirectionKind.Sgd, LearningRate = 1, MaximumGradientNorm = 6.5 };
        List<Parameter> parameters = [Numbers.Parameter([0.0], ScalarType.Float32), Numbers.Parameter([0.0], ScalarType.Float32), Numbers.Parameter([0.0], ScalarType.Float64)];
        using var optimizer = new MultiplicativeOptimizer(parameters.Zip(Way.Paths, (parameter, path) =>
        {
            var own = options.Copy();
            own.Path = path;
            return new UpdateGroup([parameter], own);
        }));
        for (var i = 0; i < gradients.Length; i++)
            Numbers.SetGradient(parameters[i], [gradients[i]]);
        optimizer.step();

        for (var i = 0; i < gradients.Length; i++)
            Assert.AreEqual(-gradients[i] / 2, Numbers.Read(parameters[i])[0], 1e-5);
        parameters.ForEach(parameter => parameter.Dispose());
    }

    [TestMethod]
    [DataRow(StepPath.Fused)]
    [DataRow(StepPath.Flat)]
    [DataRow(StepPath.Tensors)]
    public void Step_GradientsWhoseSquaresOverflow_AreScaledAllTheSame(StepPath path)
    {
        var options = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Additive, Direction = DirectionKind.Sgd, LearningRate = 1, MaximumGradientNorm = 1, Path = path };
        using var parameter = Numbers.Parameter([0.0, 0], ScalarType.Float32);
        using var optimizer = new MultiplicativeOptimizer([parameter], options);
        Numbers.SetGradient(parameter, [1.8e38f, -2.4e38f]);
        optimizer.step();

        // 3, 4, 5
        Assert.AreEqual(-0.6, Numbers.Read(parameter)[0], 1e-5);
        Assert.AreEqual(0.8, Numbers.Read(parameter)[1], 1e-5);
    }

    private static List<Parameter> Parameters()
    {
        var random = new Random(61);
        return [.. s_sizes.Select(size => Numbers.Parameter(Numbers.Weights(random, size), ScalarType.Float32))];
    }

    private static void SetGradients(List<Parameter> parameters, int step)
    {
        var random = new Random(67 + step);
        foreach (var parameter in parameters)
            Numbers.SetGradient(parameter, Numbers.Normal(random, (int)parameter.numel()));
    }
}
