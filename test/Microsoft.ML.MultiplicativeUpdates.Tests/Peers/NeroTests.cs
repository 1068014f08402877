using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

[TestClass]
public sealed class NeroTests
{
    [TestMethod]
    [DataRow(0.999)]
    [DataRow(0.5)]
    public void Step_Neurons_AreThoseOfTheEquation(double beta)
    {
        const double rate = 0.05;
        var start = PeerRun.Draw(new Random(1), 12);
        var gradients = PeerRun.Gradients(start.Length);
        var (theta, square) = (start.ToArray(), new double[3]);
        for (var row = 0; row < 3; row++)
            Balance(theta.AsSpan(4 * row, 4));
        for (var t = 1; t <= gradients.Length; t++)
        {
            for (var row = 0; row < 3; row++)
            {
                var gradient = gradients[t - 1].AsSpan(4 * row, 4);
                var weights = theta.AsSpan(4 * row, 4);
                var length = PeerRun.Norm(weights);
                square[row] = beta * square[row] + (1 - beta) * PeerRun.Norm(gradient) * PeerRun.Norm(gradient);
                for (var i = 0; square[row] > 0 && i < 4; i++)
                    weights[i] -= rate * gradient[i] * length / Math.Sqrt(square[row] / (1 - Math.Pow(beta, t)));
                Balance(weights);
            }
        }

        PeerRun.AssertMatches(theta, parameter => new Nero([parameter], rate, beta), start, gradients, 3, 4);
        PeerRun.AssertMatches(theta, parameter => new Nero([parameter], rate, beta), start, gradients, 3, 1, 2, 2);
    }

    [TestMethod]
    [DataRow(10L)]
    [DataRow(10L, 1L)]
    [DataRow(10L, 1L, 1L, 1L)]
    public void Step_BiasesAndNeuronsOfOneWeight_AreThoseOfTheEquation(params long[] shape)
    {
        var start = PeerRun.Draw(new Random(1), 10);
        AssertBiases(start, PeerRun.Norm(start) / Math.Sqrt(10), shape);
    }

    [TestMethod]
    public void Step_ZeroBiases_MoveByTheScaleGiven() => AssertBiases(new double[10], 0.25, 10);

    [TestMethod]
    public void Constructor_Neurons_AreBalanced()
    {
        using var parameter = new Parameter(tensor(PeerRun.Draw(new Random(1), 12, 100)).view(3, 2, 2).to(float32));
        using var optimizer = new Nero([parameter]);

        AssertBalanced(PeerRun.Values(parameter), 3, 1e-6);
    }

    [TestMethod]
    public void Constructor_BalancedNeurons_AreLeftBitForBit()
    {
        foreach (var type in new[] { float64, float32, float16, bfloat16 })
        {
            using var parameter = new Parameter(tensor(PeerRun.Draw(new Random(1), 300)).view(3, 100).to(type));
            using var first = new Nero([parameter]);
            var balanced = PeerRun.Values(parameter);
            using var second = new Nero([parameter]);

            CollectionAssert.AreEqual(balanced, PeerRun.Values(parameter), $"{type}");
        }
    }

    [TestMethod]
    public void Step_Neurons_StayBalanced()
    {
        var gradients = PeerRun.Gradients(12, 100);
        AssertBalanced(PeerRun.Optimize(parameter => new Nero([parameter], 0.3), PeerRun.Draw(new Random(1), 12), gradients, float32, 3, 4), 3, 1e-6);
    }

    [TestMethod]
    public void Step_FirstStep_TurnsByTheLearningRate()
    {
        // At right angles to the weights and to (1, 1, 1, 1).
        var end = PeerRun.Optimize(parameter => new Nero([parameter], 0.1), [3, -3, 3, -3], [[7, 7, -7, -7]], float64, 1, 4);

        var angle = Math.Acos((end[0] - end[1] + end[2] - end[3]) / 2);
        Assert.AreEqual(Math.Atan(0.1), angle, 1e-12);
    }

    [TestMethod]
    public void Step_NeuronOfEqualWeights_BecomesZeroAndThenFollowsItsGradient()
    {
        using var parameter = new Parameter(tensor(new[] { 0.1f, 0.1f, 0.1f, 1, 2, 4 }).view(2, 3));
        using var optimizer = new Nero([parameter]);
        CollectionAssert.AreEqual(new double[3], PeerRun.Values(parameter)[..3]);
        PeerRun.SetGradient(parameter, 0, 0, 0, 1, 2, 3);
        optimizer.step();
        CollectionAssert.AreEqual(new double[3], PeerRun.Values(parameter)[..3]);
        PeerRun.SetGradient(parameter, 5, -5, 0, 1, 2, 3);
        optimizer.step();

        PeerRun.AssertNear([-Math.Sqrt(0.5), Math.Sqrt(0.5), 0], PeerRun.Values(parameter)[..3], 1e-6);
    }

    [TestMethod]
    public void Step_OnAQuadratic_DescendsToItsMinimum()
    {
        Assert.IsLessThan(0.1, PeerRun.Descend(parameter => new Nero([parameter]), [3, 0.5, 0], [1, 2, -1], 500, 3));
        Assert.IsLessThan(0.1, PeerRun.Descend(parameter => new Nero([parameter], 0.05), [3, 0.5, 0], [-Math.Sqrt(0.5), Math.Sqrt(0.5), 0], 500, 1, 3));
    }

    [TestMethod]
    public void Constructor_Defaults_AreThePapers()
    {
        using var parameter = new Parameter(ones(1));
        using var optimizer = new Nero([parameter]);
        Assert.AreEqual(0.01, optimizer.ParamGroups.Single().LearningRate);
        var gradients = PeerRun.Gradients(3);

        CollectionAssert.AreEqual(
            PeerRun.Optimize(parameter => new Nero([parameter], 0.01, 0.999, 0.01), new double[3], gradients, float64, 3),
            PeerRun.Optimize(parameter => new Nero([parameter]), new double[3], gradients, float64, 3));
    }

    [TestMethod]
    public void Constructor_NumberOutOfRange_SaysWhich()
    {
        using var parameter = new Parameter(ones(1));

        foreach (var decay in new[] { 1, -0.1, double.NaN })
            PeerOptimizerTests.AssertRange("beta", decay, "It must be at least 0 and less than 1.", () => new Nero([parameter], beta: decay));
        foreach (var scale in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            PeerOptimizerTests.AssertRange("biasScale", scale, "It must be greater than 0 and finite.", () => new Nero([parameter], biasScale: scale));
    }

    private static void AssertBiases(double[] start, double sigma, params long[] shape)
    {
        const double rate = 0.05, beta = 0.9;
        var gradients = PeerRun.Gradients(start.Length);
        var (theta, square) = (start.ToArray(), new double[start.Length]);
        for (var t = 1; t <= gradients.Length; t++)
        {
            for (var i = 0; i < theta.Length; i++)
            {
                var gradient = gradients[t - 1][i];
                square[i] = beta * square[i] + (1 - beta) * gradient * gradient;
                if (square[i] > 0)
                    theta[i] -= rate * gradient * sigma / Math.Sqrt(square[i] / (1 - Math.Pow(beta, t)));
            }
        }

        PeerRun.AssertMatches(theta, parameter => new Nero([parameter], rate, beta, 0.25), start, gradients, shape);
    }

    private static void Balance(Span<double> weights)
    {
        var mean = 0.0;
        foreach (var weight in weights)
            mean += weight / weights.Length;
        for (var i = 0; i < weights.Length; i++)
            weights[i] -= mean;
        var length = PeerRun.Norm(weights);
        for (var i = 0; i < weights.Length; i++)
            weights[i] /= length;
    }

    private static void AssertBalanced(double[] weights, int neurons, double tolerance)
    {
        foreach (var neuron in weights.Chunk(weights.Length / neurons))
        {
            Assert.AreEqual(0, neuron.Sum(), tolerance);
            Assert.AreEqual(1, PeerRun.Norm(neuron), tolerance);
        }
    }
}
