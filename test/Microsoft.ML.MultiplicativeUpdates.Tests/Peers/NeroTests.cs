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
        foreach (var shape in new long[][] { [3, 4], [3, 1, 2, 2] })
            PeerRun.AssertMatches(PeerReference.Nero(shape, rate, beta), parameter => new Nero([parameter], rate, beta), start, shape);
    }

    [TestMethod]
    [DataRow(10L)]
    [DataRow(10L, 1L)]
    [DataRow(10L, 1L, 1L, 1L)]
    public void Step_BiasesAndNeuronsOfOneWeight_AreThoseOfTheEquation(params long[] shape) =>
        PeerRun.AssertMatches(PeerReference.Nero(shape, 0.05, 0.9), parameter => new Nero([parameter], 0.05, 0.9), PeerRun.Draw(new Random(1), 10), shape);

    [TestMethod]
    public void Step_ZeroBiases_MoveByTheScaleGiven() =>
        PeerRun.AssertMatches(PeerReference.Nero([10], 0.05, 0.9, 0.25), parameter => new Nero([parameter], 0.05, 0.9, 0.25), new double[10], 10);

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

    private static void AssertBalanced(double[] weights, int neurons, double tolerance)
    {
        foreach (var neuron in weights.Chunk(weights.Length / neurons))
        {
            Assert.AreEqual(0, neuron.Sum(), tolerance);
            Assert.AreEqual(1, PeerReference.Norm(neuron), tolerance);
        }
    }
}
