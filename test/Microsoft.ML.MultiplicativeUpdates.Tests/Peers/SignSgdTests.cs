using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

[TestClass]
public sealed class SignSgdTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.9)]
    public void Step_RandomGradients_AreThoseOfTheEquation(double momentum)
    {
        var start = PeerRun.Draw(new Random(1), 10);
        foreach (var shape in new long[][] { [2, 5], [10] })
            PeerRun.AssertMatches(PeerReference.SignSgd(0.03, momentum), parameter => new SignSgd([parameter], 0.03, momentum), start, shape);
    }

    [TestMethod]
    public void Step_ZeroGradient_LeavesTheElement()
    {
        var end = PeerRun.Optimize(parameter => new SignSgd([parameter], 0.1), [1, 0, 2], [[3, -1e-30, 0]], float64, 3);

        PeerRun.AssertNear([0.9, 0.1, 2], end, 1e-15);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.9)]
    public void Step_OnAQuadratic_DescendsToItsMinimum(double momentum) =>
        Assert.IsLessThan(0.05, PeerRun.Descend(parameter => new SignSgd([parameter], 0.01, momentum), [3, 0.5, 0], [1, 2, -1], 500, 3));

    [TestMethod]
    public void Constructor_Defaults_AreTheDocumentedOnes()
    {
        using var parameter = new Parameter(tensor(new[] { 1.0 }));
        using var optimizer = new SignSgd([parameter]);
        Assert.AreEqual(1e-4, optimizer.ParamGroups.Single().LearningRate);
        PeerRun.SetGradient(parameter, 1);
        optimizer.step();
        PeerRun.SetGradient(parameter, -0.5);
        optimizer.step();

        // Without momentum the second gradient turns back what the first one did.
        Assert.AreEqual(1.0, parameter.item<double>(), 1e-15);
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(-0.1)]
    [DataRow(double.NaN)]
    public void Constructor_MomentumOutOfRange_SaysSo(double momentum)
    {
        using var parameter = new Parameter(ones(1));

        PeerOptimizerTests.AssertRange("momentum", momentum, "It must be at least 0 and less than 1.", () => new SignSgd([parameter], momentum: momentum));
    }
}
