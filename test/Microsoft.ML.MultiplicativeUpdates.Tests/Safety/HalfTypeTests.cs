using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Safety;

/// <summary>In the half types theta - 0.001 theta is theta again: the digits have to lie elsewhere.</summary>
[TestClass]
public sealed class HalfTypeTests
{
    // Half the distance of two neighbours, relative.
    private static readonly Dictionary<ScalarType, double> s_rounding = new() { [ScalarType.BFloat16] = 1.0 / 256, [ScalarType.Float16] = 1.0 / 2048 };

    public static IEnumerable<object[]> Cases =>
        from type in new[] { ScalarType.BFloat16, ScalarType.Float16 }
        from path in new[] { StepPath.Automatic, StepPath.Flat, StepPath.Tensors, StepPath.Fused }
        select new object[] { type, path };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_AThousandSmallSteps_MoveHalfTypesAsSinglePrecision(ScalarType type, StepPath path)
    {
        var random = new Random(53);
        var start = Numbers.Weights(random, 40);
        double[] gradient = [.. start.Select((_, i) => i % 2 == 0 ? 1.0 : -1.0)];
        var half = Run(type);
        var single = Run(ScalarType.Float32);

        for (var i = 0; i < start.Length; i++)
        {
            // Each step is a thousandth of the weight, up or down.
            Assert.AreEqual(start[i] * Math.Pow(1 - 1e-3 * Math.Sign(start[i]) * gradient[i], 1000), single[i], 0.02 * Math.Abs(single[i]));
            Assert.AreEqual(single[i], half[i], 2 * s_rounding[type] * Math.Abs(single[i]), $"element {i}, from {start[i]}");
        }

        double[] Run(ScalarType type)
        {
            var options = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Multiplicative, Direction = DirectionKind.Adam, InnerLearningRate = 10, OuterLearningRate = 1e-3, Path = path };
            using var parameter = Numbers.Parameter(start, type);
            using var optimizer = new MultiplicativeOptimizer([parameter], options);
            for (var step = 0; step < 1000; step++)
            {
                optimizer.zero_grad();
                Numbers.SetGradient(parameter, gradient);
                optimizer.step();
            }
            Assert.AreEqual(type, parameter.dtype);
            return Numbers.Read(parameter);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_AfterAWriteFromOutside_TakesItOver(ScalarType type, StepPath path)
    {
        var options = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Multiplicative, Direction = DirectionKind.Sgd, InnerLearningRate = 100, OuterLearningRate = 1e-3, Path = path };
        using var parameter = Numbers.Parameter([1.0, 1, 1], type);
        using var optimizer = new MultiplicativeOptimizer([parameter], options);
        Steps(100);
        using (no_grad())
        using (var written = tensor(new[] { 4.0, 0.25 }).to(type))
            parameter.narrow(0, 1, 2).copy_(written);
        Steps(100);
        var values = Numbers.Read(parameter);

        // 200 steps for the first, 100 for those that were written.
        Assert.AreEqual(Math.Pow(0.999, 200), values[0], s_rounding[type]);
        Assert.AreEqual(4 * Math.Pow(0.999, 100), values[1], 4 * s_rounding[type]);
        Assert.AreEqual(0.25 * Math.Pow(0.999, 100), values[2], 0.25 * s_rounding[type]);

        void Steps(int count)
        {
            for (var step = 0; step < count; step++)
            {
                Numbers.SetGradient(parameter, [1.0, 1, 1]);
                optimizer.step();
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void LoadStateDict_HalfTypes_ContinueBitForBit(ScalarType type, StepPath path)
    {
        var options = OptimizerCases.Options("Adam", UpdateRuleKind.Hybrid);
        (options.Path, options.LearningRate, options.OuterLearningRate) = (path, 1e-4, 1e-3);
        var start = Numbers.Weights(new Random(59), 21);
        using var straight = Numbers.Parameter(start, type);
        using var resumed = Numbers.Parameter(start, type);
        using var whole = new MultiplicativeOptimizer([straight], options);
        using var before = new MultiplicativeOptimizer([resumed], options);
        for (var step = 0; step < 20; step++)
        {
            Numbers.SetGradient(straight, Numbers.Normal(new Random(step), 21));
            whole.step();
        }
        for (var step = 0; step < 10; step++)
        {
            Numbers.SetGradient(resumed, Numbers.Normal(new Random(step), 21));
            before.step();
        }
        using var stream = new MemoryStream();
        before.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        using var copy = Numbers.Parameter(Numbers.Read(resumed), type);
        using var after = new MultiplicativeOptimizer([copy], options);
        after.load_state_dict(new BinaryReader(stream));
        for (var step = 10; step < 20; step++)
        {
            Numbers.SetGradient(copy, Numbers.Normal(new Random(step), 21));
            after.step();
        }

        CollectionAssert.AreEqual(Numbers.Bits(straight), Numbers.Bits(copy));
    }
}
