using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Safety;

[TestClass]
public sealed class MinimumMagnitudeTests
{
    private const int Count = 131;

    private static readonly float[] s_starts = [0, -0f, 1e-45f, 1e-30f, 9.9e-4f, 1e-3f, 1.1e-3f, 0.1f, 3, -1e-45f, -1e-30f, -1e-3f, -0.2f, -5];

    public static IEnumerable<object[]> Cases =>
        from rule in new[] { UpdateRuleKind.Multiplicative, UpdateRuleKind.Power, UpdateRuleKind.ExponentiatedGradient }
        from direction in new[] { "SGD", "SGD with momentum", "Adagrad", "RMSprop", "Adam", "AdamW", "AMSGrad" }
        select new object[] { rule, direction };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_WithAMinimumMagnitude_LeavesNothingBetweenItAndZero(UpdateRuleKind rule, string direction)
    {
        const float floor = 1e-3f;
        var options = OptimizerCases.Options(direction, rule);
        (options.MinimumMagnitude, options.OuterLearningRate, options.LearningRate) = (floor, 1, 0.02);
        var one = OptimizerCase.Of($"{rule} on {direction}", options);
        var random = new Random(47);
        float[] start = [.. Enumerable.Range(0, Count).Select(_ => s_starts[random.Next(s_starts.Length)])];
        foreach (var way in one.Ways)
        {
            using var training = new Training(one, way, Numbers.Parameter(start));
            for (var step = 0; step < 20; step++)
            {
                training.Step(Numbers.Single(Numbers.Normal(random, Count, 10)));
                for (var i = 0; i < Count; i++)
                {
                    var value = training.Values[i];
                    if (start[i] == 0 ? value != 0 : !(Math.Abs(value) >= floor && Math.Sign(value) == Math.Sign(start[i]) && float.IsFinite(value)))
                        Assert.Fail($"{way}, step {step}: {start[i]:R} became {value:R}");
                }
            }
        }
    }

    [TestMethod]
    public void Step_OuterRate1_WithAMinimumMagnitudeComesBackFromIt()
    {
        var options = OptimizerCases.Options("SGD", UpdateRuleKind.Multiplicative);
        (options.MinimumMagnitude, options.OuterLearningRate, options.InnerLearningRate) = (1e-4, 1, 100);
        var one = OptimizerCase.Of("multiplicative", options);
        foreach (var way in one.Ways)
        {
            using var training = new Training(one, way, Numbers.Parameter(0.5f, -0.5f));
            training.Step([1, -1]);
            CollectionAssert.AreEqual(new[] { 1e-4f, -1e-4f }, training.Values.ToArray(), way.ToString());
            for (var step = 0; step < 13; step++)
                training.Step([-1, 1]);

            // 1e-4 * 2^13
            Assert.AreEqual(0.8192f, training.Values[0], 1e-5f, way.ToString());
            Assert.AreEqual(-0.8192f, training.Values[1], 1e-5f, way.ToString());
        }
    }

    [TestMethod]
    [DataRow(UpdateRuleKind.Additive)]
    [DataRow(UpdateRuleKind.Hybrid)]
    [DataRow(UpdateRuleKind.Projected)]
    [DataRow(UpdateRuleKind.Reflected)]
    public void Step_RuleThatMayPassThroughZero_HasNoMinimum(UpdateRuleKind rule)
    {
        var options = OptimizerCases.Options("SGD", rule);
        (options.MinimumMagnitude, options.LearningRate) = (0.5, 0.01);
        var one = OptimizerCase.Of("no minimum", options);
        foreach (var way in one.Ways)
        {
            var with = Training.Run(one, way, ScalarType.Float32, [2], [0.01, 0.02], [[0.5, -0.25]]);

            Assert.IsLessThan(0.1, with.Max(), way.ToString());
        }
    }
}
