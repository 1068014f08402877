using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Safety;

/// <summary>The promise of the multiplicative and the power rule, with whatever gradients single precision has.</summary>
[TestClass]
public sealed class SignSafetyTests
{
    private const int Count = 515;

    // Five doublings of 1e37 are the last that single precision has.
    private const int Steps = 5;

    private static readonly float[] s_gradients = [0, -0f, 1e-38f, 1e-45f, 3e-42f, 1e-20f, 1e-3f, 0.5f, 1, 30, 1e10f, 1e30f, 3e38f];

    private static readonly float[] s_weights = [0, -0f, 1e-45f, 7e-43f, 1e-39f, 1.2e-38f, 1e-30f, 1e-10f, 1e-3f, 0.3f, 1, 17, 1e5f, 1e20f, 1e37f];

    public static IEnumerable<object[]> Cases =>
        from rule in new[] { UpdateRuleKind.Multiplicative, UpdateRuleKind.Power }
        from direction in OptimizerCases.Directions
        select new object[] { rule, direction };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_AnyGradientOnAnyWeight_ChangesNoSignMovesNoZeroAndStaysFinite(UpdateRuleKind rule, string direction)
    {
        var random = new Random(23);
        foreach (var (outer, inner) in new[] { (1.0, 1.0), (1.0, 1e3), (0.999, 1e-3), (0.1, 1.0) })
        {
            var one = Case(rule, direction, inner, outer, decay: 0);
            float[] start = [.. Enumerable.Range(0, Count).Select(_ => Signed(random, s_weights[random.Next(s_weights.Length)]))];
            float[][] gradients = [.. Enumerable.Range(0, Steps).Select(_ => Enumerable.Range(0, Count).Select(_ => Signed(random, s_gradients[random.Next(s_gradients.Length)])).ToArray())];
            foreach (var way in one.Ways)
            {
                using var training = new Training(one, way, Numbers.Parameter(start));
                foreach (var gradient in gradients)
                {
                    training.Step(gradient);
                    for (var i = 0; i < Count; i++)
                        if (!float.IsFinite(training.Values[i]) || Changed(start[i], training.Values[i]))
                            Assert.Fail($"{way}, eta_in {inner}, eta_out {outer}: {start[i]:R} became {training.Values[i]:R} after {string.Join(", ", gradients.Select(g => g[i].ToString("R", null)))}");
                }
                foreach (var (name, moment) in training.State.Moments)
                    Assert.IsTrue(Array.TrueForAll(Numbers.ReadSingle(moment), float.IsFinite), $"{way}: {name}");
            }
        }
    }

    [TestMethod]
    [DataRow(UpdateRuleKind.Multiplicative)]
    [DataRow(UpdateRuleKind.Power)]
    public void Step_WithWeightDecay_ChangesNoSignAndStaysFinite(UpdateRuleKind rule)
    {
        var random = new Random(29);
        foreach (var direction in OptimizerCases.Directions)
        {
            var one = Case(rule, direction, 1, 0.9, decay: 0.1);
            float[] start = [.. Enumerable.Range(0, Count).Select(_ => Signed(random, s_weights[random.Next(s_weights.Length)]))];
            foreach (var way in one.Ways)
            {
                using var training = new Training(one, way, Numbers.Parameter(start));
                for (var step = 0; step < Steps; step++)
                    training.Step([.. Enumerable.Range(0, Count).Select(_ => Signed(random, s_gradients[random.Next(s_gradients.Length)]))]);
                for (var i = 0; i < Count; i++)
                    if (!float.IsFinite(training.Values[i]) || Changed(start[i], training.Values[i]))
                        Assert.Fail($"{direction}, {way}: {start[i]:R} became {training.Values[i]:R}");
                foreach (var (name, moment) in training.State.Moments)
                    Assert.IsTrue(Array.TrueForAll(Numbers.ReadSingle(moment), float.IsFinite), $"{direction}, {way}: {name}");
            }
        }
    }

    // Decays that forget within the steps of the test; Adagrad and AMSGrad never forget, so that what comes later has to be large as well.
    [TestMethod]
    [DataRow("SGD with momentum", 1f)]
    [DataRow("SGD with Nesterov's momentum", 1f)]
    [DataRow("Adagrad", 1e14f)]
    [DataRow("RMSprop", 1f)]
    [DataRow("RMSprop with momentum", 1f)]
    [DataRow("RMSprop, centered", 1f)]
    [DataRow("RMSprop, bias-corrected", 1f)]
    [DataRow("Adam", 1f)]
    [DataRow("AdamW", 1f)]
    [DataRow("AMSGrad", 1e14f)]
    public void Step_AfterAGradientThatOverflows_MovesTheWeightAgain(string direction, float later)
    {
        var options = OptimizerCases.Options(direction, UpdateRuleKind.Multiplicative);
        (options.Smoothing, options.Beta1, options.Beta2, options.WeightDecay) = (0.9, 0.8, 0.9, 0);
        var one = OptimizerCase.Of(direction, options);
        foreach (var way in one.Ways)
        {
            using var training = new Training(one, way, Numbers.Parameter(1f, -1f, 0.5f, 2f));
            training.Step([3e38f, -3e38f, 3e38f, 1]);
            for (var step = 0; step < 800; step++)
                training.Step([later, later, -later, later]);
            var before = training.Values.ToArray();
            training.Step([later, later, -later, later]);

            for (var i = 0; i < before.Length; i++)
                Assert.AreNotEqual(before[i], training.Values[i], $"{way}, element {i}");
        }
    }

    private static OptimizerCase Case(UpdateRuleKind rule, string direction, double inner, double outer, double decay)
    {
        var options = OptimizerCases.Options(direction, rule);
        (options.InnerLearningRate, options.OuterLearningRate, options.WeightDecay) = (inner, options.CorrectOutsideTanh ? outer * (1 - options.Beta1) : outer, decay);
        return OptimizerCase.Of($"{rule} on {direction}", options);
    }

    private static float Signed(Random random, float magnitude) => random.Next(2) == 0 ? magnitude : -magnitude;

    // Becoming 0 is no change of sign (eta_out = 1, or a number that is the smallest there is); leaving 0 is.
    private static bool Changed(float before, float after) => after != 0 && Math.Sign(before) != Math.Sign(after);
}
