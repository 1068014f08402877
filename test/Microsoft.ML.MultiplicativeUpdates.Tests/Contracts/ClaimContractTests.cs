using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>Every optimizer keeps its claims: signs, non-negative weights, finite numbers, the same on the CPU and on CUDA.</summary>
[TestClass]
public sealed class ClaimContractTests
{
    private const int Count = 129;

    public static IEnumerable<object[]> Names => OptimizerCases.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_ManySteps_KeepsTheClaimsOfTheCase(string name)
    {
        var one = OptimizerCases.Named(name);
        var random = new Random(11);
        var (start, _) = EquationContractTests.Draw(Count, 1);
        foreach (var way in one.Ways)
        {
            using var training = new Training(one, way, Numbers.Parameter(start, ScalarType.Float32));
            for (var step = 0; step < 30; step++)
            {
                // Every third gradient is ten times as long as the others.
                training.Step(Numbers.Single(Numbers.Normal(random, Count, step % 3 == 2 ? 10 : 1)));
                var values = training.Values;
                for (var i = 0; i < Count; i++)
                {
                    Assert.IsTrue(float.IsFinite(values[i]), $"{way}, step {step}: {start[i]} became {values[i]}");
                    if (one.KeepsSigns)
                        Assert.AreEqual(Math.Sign(start[i]), Math.Sign(values[i]), $"{way}, step {step}: {start[i]} became {values[i]}");
                    if (one.NonNegative)
                        Assert.IsGreaterThanOrEqualTo(0f, values[i], $"{way}, step {step}");
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_ExtremeGradientsThenOrdinaryOnes_StaysFinite(string name)
    {
        // Three steps as large as can be, where e^60 is still a number.
        float[] extreme = [0, -0f, 1e-45f, -1e-38f, 1e-20f, 1, -1e10f, 1e30f, -3e38f];
        var one = OptimizerCases.Named(name);
        if (one.Name.StartsWith(nameof(UpdateRuleKind.ExponentiatedGradient), StringComparison.Ordinal) && one.Name.Contains("momentum", StringComparison.Ordinal))
            return; // The momentum of such a gradient goes on for hundreds of steps, each of which may multiply by e^20.
        var random = new Random(13);
        foreach (var way in one.Ways)
        {
            using var training = new Training(one, way, Numbers.Parameter(Numbers.Weights(random, Count), ScalarType.Float32));
            for (var step = 0; step < 20; step++)
            {
                training.Step(step < 3 ? [.. Enumerable.Range(0, Count).Select(_ => extreme[random.Next(extreme.Length)])] : Numbers.Single(Numbers.Normal(random, Count)));
            }

            foreach (var tensor in training.State.Moments.Select(moment => moment.Tensor).Append(training.Parameter))
                Assert.IsTrue(Array.TrueForAll(Numbers.Read(tensor), double.IsFinite), way.ToString());
        }
    }

    [TestMethod]
    public void Step_OnCuda_AgreesWithTheCpu()
    {
        if (!cuda.is_available())
            Assert.Inconclusive("There is no CUDA here: that the CPU and CUDA agree was not checked.");
        var (start, gradients) = EquationContractTests.Draw(Count, 8);
        foreach (var one in OptimizerCases.All)
            foreach (var path in one.Paths.Except([StepPath.Fused]))
            {
                var expected = Run(one, path, CPU, start, gradients);
                var actual = Run(one, path, CUDA, start, gradients);
                for (var i = 0; i < Count; i++)
                    Assert.AreEqual(expected[i], actual[i], 1e-5 * Math.Max(0.1, Math.Abs(expected[i])), $"{one}, {path}, element {i}");
            }
    }

    private static double[] Run(OptimizerCase one, StepPath path, Device device, double[] start, double[][] gradients)
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor(start, dtype: ScalarType.Float32, device: device));
        using var optimizer = one.Build([parameter], path);
        foreach (var gradient in gradients)
        {
            Numbers.SetGradient(parameter, gradient);
            optimizer.step();
        }
        return Numbers.Read(parameter);
    }
}
