using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

[TestClass]
public sealed class FromageTests
{
    [TestMethod]
    [DataRow(0.01)]
    [DataRow(0.5)]
    public void Step_RandomGradients_AreThoseOfTheEquation(double rate)
    {
        var start = PeerRun.Draw(new Random(1), 12);
        foreach (var shape in new long[][] { [3, 4], [12] })
            PeerRun.AssertMatches(PeerReference.Fromage(rate), parameter => new Fromage([parameter], rate), start, shape);
    }

    [TestMethod]
    public void Step_AtRightAngles_KeepsTheNorm() =>
        Assert.AreEqual(5, PeerReference.Norm(PeerRun.Optimize(parameter => new Fromage([parameter], 0.3), [3, 4], [[4e7, -3e7]], float64, 2)), 1e-14);

    [TestMethod]
    public void Step_ZeroParameter_TakesAStepOfTheLearningRate()
    {
        var end = PeerRun.Optimize(parameter => new Fromage([parameter], 0.1), [0, 0], [[3, -4]], float64, 2);

        PeerRun.AssertNear([-0.06 / Math.Sqrt(1.01), 0.08 / Math.Sqrt(1.01)], end, 1e-14);
    }

    [TestMethod]
    public void Step_ZeroGradient_ChangesNothing() =>
        CollectionAssert.AreEqual(new[] { 3.0, 4 }, PeerRun.Optimize(parameter => new Fromage([parameter], 0.1), [3, 4], [[0, 0]], float64, 2));

    [TestMethod]
    [DataRow(1e-30)]
    [DataRow(1e25)]
    public void Step_SquaresBeyondSinglePrecision_TakesTheSameStep(double scale)
    {
        var expected = PeerRun.Optimize(parameter => new Fromage([parameter], 0.1), [3, 4], [[1, 2]], float32, 2);
        var actual = PeerRun.Optimize(parameter => new Fromage([parameter], 0.1), [3 * scale, 4 * scale], [[1e-30, 2e-30]], float32, 2);

        PeerRun.AssertNear([.. expected.Select(value => value * scale)], actual, 1e-5);
    }

    [TestMethod]
    public void Step_OnAQuadratic_DescendsToItsMinimum() =>
        Assert.IsLessThan(0.05, PeerRun.Descend(parameter => new Fromage([parameter]), [3, 0.5, 0], [1, 2, -1], 500, 3));

    [TestMethod]
    public void Constructor_Defaults_AreThePapers()
    {
        using var parameter = new Parameter(ones(1));
        using var optimizer = new Fromage([parameter]);

        Assert.AreEqual(0.01, optimizer.ParamGroups.Single().LearningRate);
        Assert.AreEqual(new GradientGuard(), optimizer.Guard);
    }
}
