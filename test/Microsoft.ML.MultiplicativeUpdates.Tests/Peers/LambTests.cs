using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

[TestClass]
public sealed class LambTests
{
    [TestMethod]
    [DataRow(0.9, 0.999, 1e-6, 0.01)]
    [DataRow(0.5, 0.9, 1e-3, 0.0)]
    [DataRow(0.0, 0.99, 1e-8, 0.3)]
    public void Step_RandomGradients_AreThoseOfTheEquation(double beta1, double beta2, double epsilon, double decay)
    {
        const double rate = 0.02;
        var start = PeerRun.Draw(new Random(1), 12);
        foreach (var shape in new long[][] { [3, 4], [12] })
            PeerRun.AssertMatches(PeerReference.Lamb(rate, beta1, beta2, epsilon, decay), parameter => new Lamb([parameter], rate, beta1, beta2, epsilon, decay), start, shape);
    }

    [TestMethod]
    public void Step_ZeroParameter_TakesAStepOfAdam()
    {
        var end = PeerRun.Optimize(parameter => new Lamb([parameter], 0.1, epsilon: 1e-12), [0, 0], [[3, -4]], float64, 2);

        PeerRun.AssertNear([-0.1, 0.1], end, 1e-11);
    }

    [TestMethod]
    public void Step_ZeroGradientWithoutWeightDecay_ChangesNothing() =>
        CollectionAssert.AreEqual(new[] { 3.0, 4 }, PeerRun.Optimize(parameter => new Lamb([parameter], 0.1, weightDecay: 0), [3, 4], [[0, 0]], float64, 2));

    [TestMethod]
    public void Step_OnAQuadratic_DescendsToItsMinimum() =>
        Assert.IsLessThan(0.1, PeerRun.Descend(parameter => new Lamb([parameter], 0.01, weightDecay: 0), [3, 0.5, 0], [1, 2, -1], 500, 3));

    [TestMethod]
    public void Constructor_Defaults_AreTheDocumentedOnes()
    {
        using var parameter = new Parameter(ones(1));
        using var optimizer = new Lamb([parameter]);
        Assert.AreEqual(1e-3, optimizer.ParamGroups.Single().LearningRate);
        double[] start = [1, -2, 3];
        var gradients = PeerRun.Gradients(3);

        CollectionAssert.AreEqual(
            PeerRun.Optimize(parameter => new Lamb([parameter], 1e-3, 0.9, 0.999, 1e-6, 0.01), start, gradients, float64, 3),
            PeerRun.Optimize(parameter => new Lamb([parameter]), start, gradients, float64, 3));
    }

    [TestMethod]
    public void Constructor_NumberOutOfRange_SaysWhich()
    {
        using var parameter = new Parameter(ones(1));

        foreach (var decay in new[] { 1, -0.1, double.NaN })
        {
            PeerOptimizerTests.AssertRange("beta1", decay, "It must be at least 0 and less than 1.", () => new Lamb([parameter], beta1: decay));
            PeerOptimizerTests.AssertRange("beta2", decay, "It must be at least 0 and less than 1.", () => new Lamb([parameter], beta2: decay));
        }
        foreach (var epsilon in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            PeerOptimizerTests.AssertRange("epsilon", epsilon, "It must be from 1E-30 to 1E+30.", () => new Lamb([parameter], epsilon: epsilon));
        foreach (var decay in new[] { -1, double.NaN, double.PositiveInfinity })
            PeerOptimizerTests.AssertRange("weightDecay", decay, "It must be at least 0 and finite.", () => new Lamb([parameter], weightDecay: decay));
    }
}
