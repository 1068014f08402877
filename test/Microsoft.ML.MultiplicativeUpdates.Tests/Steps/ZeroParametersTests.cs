using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Steps;

/// <summary>Parameters that are all zero at the start, under rules that cannot move a zero.</summary>
[TestClass]
public sealed class ZeroParametersTests
{
    public static IEnumerable<object[]> Cases =>
        from rule in new[] { UpdateRuleKind.Multiplicative, UpdateRuleKind.Power, UpdateRuleKind.ExponentiatedGradient }
        from path in Way.Paths
        select new object[] { rule, path };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_AdditivePolicy_GivesZerosTheAdditiveRule(UpdateRuleKind rule, StepPath path)
    {
        using var set = new Set(Options(rule, path, ZeroPolicy.Additive));
        set.Step(3);
        var options = OptimizerCases.Options("Adam", UpdateRuleKind.Additive);
        var expected = Training.Run(OptimizerCase.Of("additive", options), new Way(path, path == StepPath.Fused ? Way.FusedWidths[0].Width : 0), ScalarType.Float32, [5], new double[5], Enumerable.Repeat(Set.Gradient, 3));

        CollectionAssert.AreEqual(expected, Numbers.Read(set.Zero));
        Assert.AreEqual(path, set.Optimizer.DescribePath().Parameters[0].Path);
        Assert.IsTrue(Numbers.Read(set.Other).All(value => value > 0), "The other parameter has the group's rule.");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_FreezePolicy_LeavesZerosAlone(UpdateRuleKind rule, StepPath path)
    {
        using var set = new Set(Options(rule, path, ZeroPolicy.Freeze));
        set.Step(3);

        Assert.IsTrue(Numbers.Bits(set.Zero).All(bits => bits == 0));
        Assert.AreEqual(StepPath.Automatic, set.Optimizer.DescribePath().Parameters[0].Path);
        StringAssert.Contains(set.Optimizer.DescribePath().ToString(), "frozen");
        Assert.AreNotEqual(1.0, Numbers.Read(set.Other)[0]);
        set.Optimizer.zero_grad();
        using var gradient = set.Zero.grad;
        Assert.IsNull(gradient);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_PerturbPolicy_DrawsZerosBySeedAndPosition(UpdateRuleKind rule, StepPath path)
    {
        var options = Options(rule, path, ZeroPolicy.Perturb);
        (options.Seed, options.PerturbationDeviation) = (5, 0.1);
        var first = Drawn(options);
        var again = Drawn(options);
        options.Seed = 6;
        var other = Drawn(options);

        CollectionAssert.AreEqual(first[0], again[0]);
        CollectionAssert.AreEqual(first[1], again[1]);
        CollectionAssert.AreNotEqual(first[0], first[1], "Two tensors are drawn differently.");
        CollectionAssert.AreNotEqual(first[0], other[0], "Another seed draws others.");
        var deviation = Math.Sqrt(first[0].Sum(value => value * value) / first[0].Length);
        Assert.AreEqual(0.1, deviation, 0.01);
        Assert.AreEqual(0, first[0].Average(), 0.01);
    }

    [TestMethod]
    public void Step_PerturbPolicy_LeavesTheGeneratorOfTorchAlone()
    {
        using var expected = Draw(_ => { });
        using var actual = Draw(parameter =>
        {
            using var optimizer = new MultiplicativeOptimizer([parameter], Options(UpdateRuleKind.Power, StepPath.Automatic, ZeroPolicy.Perturb));
            optimizer.step();
            Assert.AreNotEqual(0, Numbers.Read(parameter)[0]);
        });

        CollectionAssert.AreEqual(Numbers.Read(expected), Numbers.Read(actual));

        static Tensor Draw(Action<Parameter> between)
        {
            manual_seed(9);
            using var parameter = new Parameter(zeros(10));
            between(parameter);
            return rand(5);
        }
    }

    [TestMethod]
    [DataRow(UpdateRuleKind.Additive)]
    [DataRow(UpdateRuleKind.Hybrid)]
    [DataRow(UpdateRuleKind.Projected)]
    [DataRow(UpdateRuleKind.Reflected)]
    public void Step_RuleThatMovesZeros_HasNoUseForThePolicy(UpdateRuleKind rule)
    {
        foreach (var policy in Enum.GetValues<ZeroPolicy>())
        {
            using var set = new Set(Options(rule, StepPath.Automatic, policy));
            Assert.IsTrue(Numbers.Read(set.Zero).All(value => value == 0));
            set.Step(1);
            Assert.IsTrue(Numbers.Read(set.Zero).Any(value => value != 0), policy.ToString());
        }
    }

    private static MultiplicativeUpdateOptions Options(UpdateRuleKind rule, StepPath path, ZeroPolicy zeros)
    {
        var options = OptimizerCases.Options("Adam", rule);
        (options.Path, options.Zeros) = (path, zeros);
        return options;
    }

    private static double[][] Drawn(MultiplicativeUpdateOptions options)
    {
        List<Parameter> parameters = [new(zeros(40, 50)), new(zeros(2000))];
        using var optimizer = new MultiplicativeOptimizer(parameters, options);
        optimizer.step();
        var drawn = parameters.Select(Numbers.Read).ToArray();
        parameters.ForEach(parameter => parameter.Dispose());
        return drawn;
    }

    // A parameter of zeros and one of ones.
    private sealed class Set : IDisposable
    {
        public static readonly double[] Gradient = [1, -1, 0.5, 2, 0];

        public Set(MultiplicativeUpdateOptions options)
        {
            (Zero, Other) = (Numbers.Parameter(new double[5], ScalarType.Float32), Numbers.Parameter([1.0, 1, 1, 1, 1], ScalarType.Float32));
            Optimizer = new MultiplicativeOptimizer([Zero, Other], options);
        }

        public Parameter Zero { get; }

        public Parameter Other { get; }

        public MultiplicativeOptimizer Optimizer { get; }

        public void Step(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Numbers.SetGradient(Zero, Gradient);
                Numbers.SetGradient(Other, Gradient);
                Optimizer.step();
            }
        }

        public void Dispose()
        {
            Optimizer.Dispose();
            Zero.Dispose();
            Other.Dispose();
        }
    }
}
