using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>What every optimizer computes is what its equation says.</summary>
[TestClass]
public sealed class EquationContractTests
{
    private const int Steps = 8;
    private const int LargestSize = 67;

    public static IEnumerable<object[]> Names => OptimizerCases.Names;

    public static IEnumerable<object[]> Entries => GoldenValues.Entries;

    [TestMethod]
    [DynamicData(nameof(Entries))]
    public void Reference_GoldenGradients_MatchesTheTable(string optimizer, UpdateRuleKind rule)
    {
        var expected = GoldenValues.Expected(optimizer, rule);
        var (actual, _) = Reference(ScalarReference.Of(GoldenValues.Options(optimizer, rule)), GoldenValues.Start, GoldenValues.Gradients);

        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])), $"element {i}");
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_RandomGradientsInDouble_AgreesWithTheEquation(string name)
    {
        var one = OptimizerCases.Named(name);
        foreach (var path in one.Paths.Except([StepPath.Fused]))
            Check(one, new Way(path), ScalarType.Float64, [7, 5], 1e-9);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_RandomGradientsInSingle_AgreesWithTheEquation(string name)
    {
        var one = OptimizerCases.Named(name);
        foreach (var way in one.Ways)
            Check(one, way, ScalarType.Float32, [1, LargestSize], way.Path == StepPath.Fused ? one.FusedTolerance : 1e-5);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_SizesFrom1To67_AreThoseOfOneLongParameterBitForBit(string name)
    {
        var one = OptimizerCases.Named(name);
        if (!one.Elementwise)
            return;
        var (start, gradients) = Draw(LargestSize, 3);
        foreach (var way in one.Ways.Where(way => way.Path == StepPath.Fused))
        {
            var whole = Training.Run(one, way, ScalarType.Float32, [LargestSize], start, gradients);
            for (var size = 1; size <= LargestSize; size++)
            {
                var part = Training.Run(one, way, ScalarType.Float32, [size], start[..size], gradients.Select(gradient => gradient[..size]));

                CollectionAssert.AreEqual(whole[..size], part, $"{way}, size {size}");
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_ToAQuadratic_Descends(string name)
    {
        var one = OptimizerCases.Named(name);
        float[] target = [2, 1], curvature = [1, 3];
        var gradient = new float[2];
        foreach (var way in one.Ways)
        {
            using var training = new Training(one, way, Numbers.Parameter([1.0, 2.0], ScalarType.Float32));
            for (var i = 0; i < one.DescentSteps; i++)
            {
                for (var k = 0; k < gradient.Length; k++)
                    gradient[k] = curvature[k] * (training.Values[k] - target[k]);
                training.Step(gradient);
            }
            var (x, y) = (training.Values[0] - target[0], training.Values[1] - target[1]);

            Assert.IsLessThan(0.1 * Math.Sqrt(2), Math.Sqrt(x * x + y * y), $"{way}: off by ({x}, {y})");
        }
    }

    /// <summary>Weights and gradients that single precision has; a few of them are 0.</summary>
    internal static (double[] Start, double[][] Gradients) Draw(int count, int steps)
    {
        var random = new Random(count);
        var start = Numbers.Weights(random, count);
        start[^1] = 0;
        var gradients = Enumerable.Range(0, steps).Select(_ => Numbers.Normal(random, count)).ToArray();
        gradients[0][0] = 0;
        gradients[^1][count / 2] = 0;
        return (start, gradients);
    }

    private static void Check(OptimizerCase one, Way way, ScalarType type, long[] shape, double tolerance)
    {
        var (start, gradients) = Draw((int)shape.Aggregate((a, b) => a * b), Steps);
        var (expected, scale) = Reference(one.Reference(shape), start, gradients);
        var actual = Training.Run(one, way, type, shape, start, gradients);

        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance * scale[i], $"{way}, element {i}, from {start[i]}");
    }

    // theta at the end, and the largest magnitude that each element had.
    private static (double[] Theta, double[] Scale) Reference(ScalarStep step, double[] start, double[][] gradients)
    {
        var theta = start.ToArray();
        var scale = start.Select(Math.Abs).ToArray();
        foreach (var gradient in gradients)
        {
            step(theta, gradient);
            for (var i = 0; i < scale.Length; i++)
                scale[i] = Math.Max(scale[i], Math.Abs(theta[i]));
        }
        return (theta, scale);
    }
}
