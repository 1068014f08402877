using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

[TestClass]
public sealed class WeightDecayTests
{
    private const double Decay = 0.3;

    public static IEnumerable<object[]> Cases =>
        from kind in new WeightDecayKind?[] { WeightDecayKind.Penalty, WeightDecayKind.Decoupled, null }
        from rule in Enum.GetValues<UpdateRuleKind>()
        select new object[] { rule, kind! };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_WithWeightDecay_AgreesWithTheEquationOnEveryPath(UpdateRuleKind rule, WeightDecayKind? kind)
    {
        // Null: AdamW, which decays by 0.01 and decoupled unless it is told otherwise.
        foreach (var direction in kind is null ? ["AdamW"] : OptimizerCases.Directions)
        {
            var options = OptimizerCases.Options(direction, rule);
            if (kind is { } chosen)
                (options.WeightDecay, options.WeightDecayKind) = (Decay, chosen);
            else
                options.LearningRate = 0.5;
            var one = OptimizerCase.Of($"{rule} on {direction}", options);
            foreach (var way in one.Ways)
                Check(one, way, ScalarType.Float32, 1e-5);
            foreach (var way in new[] { Way.Flat, Way.Tensors })
                Check(one, way, ScalarType.Float64, 1e-9);
        }
    }

    [TestMethod]
    [DataRow(StepPath.Fused)]
    [DataRow(StepPath.Flat)]
    [DataRow(StepPath.Tensors)]
    public void Step_DecoupledUnderAScheduler_DecaysByTheScheduledRate(StepPath path)
    {
        var options = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Additive, Direction = DirectionKind.AdamW, LearningRate = 0.1, WeightDecay = 0.5, Path = path };
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);
        using var optimizer = new MultiplicativeOptimizer([parameter], options);
        var scheduler = optim.lr_scheduler.StepLR(optimizer, 1, 0.1);
        Numbers.SetGradient(parameter, [0.0]);
        optimizer.step();
        scheduler.step();
        optimizer.step();

        Assert.AreEqual((1 - 0.1 * 0.5) * (1 - 0.01 * 0.5), parameter.item<float>(), 1e-7);
    }

    [TestMethod]
    [DataRow(StepPath.Fused)]
    [DataRow(StepPath.Flat)]
    [DataRow(StepPath.Tensors)]
    public void Step_DecoupledWithRatesOfTheGroup_DecaysByThoseRates(StepPath path)
    {
        var options = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Additive, Direction = DirectionKind.AdamW, LearningRate = 0.1, WeightDecay = 0.5, Path = path };
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);
        using var optimizer = new MultiplicativeOptimizer([parameter], options);
        optimizer.Groups[0].Rates = optimizer.Groups[0].Rates with { LearningRate = 0.01 };
        Numbers.SetGradient(parameter, [0.0]);
        optimizer.step();

        Assert.AreEqual(1 - 0.01 * 0.5, parameter.item<float>(), 1e-7);
    }

    private static void Check(OptimizerCase one, Way way, ScalarType type, double tolerance)
    {
        var (start, gradients) = EquationContractTests.Draw(35, 6);
        var expected = start.ToArray();
        var step = one.Reference([35]);
        foreach (var gradient in gradients)
            step(expected, gradient);
        var actual = Training.Run(one, way, type, [35], start, gradients);

        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance * Math.Max(Math.Abs(start[i]), 0.1), $"{one}, {way}, element {i}");
    }
}
