using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

[TestClass]
public sealed class ActivationCalibrationTests
{
    public static IEnumerable<object[]> Networks => Enumerable.Range(0, 5).Select(i => new object[] { i });

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void BoundActivations_AtTheLargest_ChangesNoScoreOnTheSameData(int index)
    {
        using var network = TestNetworks.Signed(Unbounded(index));
        using var inputs = TestNetworks.Inputs(network.Description, 60);
        var (bounded, bounds) = network.BoundActivations([inputs]);
        using var disposing = bounded;
        using var isomorphic = bounded.ToNonNegative(SignalRange.Unit);
        var report = EquivalenceCheck.Run(isomorphic, [inputs], network);

        Assert.HasCount(network.Description.Activations.Length, bounds);
        Assert.IsTrue(bounds.All(bound => bound.ClippedShare == 0 && bound.Bound == bound.Largest && bound.Bound > 0), string.Join("; ", bounds));
        Assert.IsTrue(report is { IsEquivalent: true, IsNonNegative: true }, report.ToString());
    }

    [TestMethod]
    public void BoundActivations_AtAQuantile_ClipsTheShareThatItSaysAndReportsTheDifference()
    {
        using var network = TestNetworks.Signed(Unbounded(1));
        using var inputs = TestNetworks.Inputs(network.Description, 100);
        var (bounded, bounds) = network.BoundActivations([inputs], quantile: 0.9);
        using var disposing = bounded;
        using var isomorphic = bounded.ToNonNegative(SignalRange.Unit);
        var report = EquivalenceCheck.Run(isomorphic, [inputs], network);

        foreach (var bound in bounds)
        {
            Assert.AreEqual(0.1, bound.ClippedShare, 0.01, bound.ToString());
            Assert.IsLessThan(bound.Largest, bound.Bound);
        }
        Assert.IsTrue(report.IsNonNegative);
        Assert.IsFalse(report.IsEquivalent, "what clipping changes is not hidden");
        Assert.IsGreaterThan(0.01, report.MaxOutputDifference!.Value);
    }

    [TestMethod]
    public void BoundActivations_OtherData_ReportsTheDifference()
    {
        using var network = TestNetworks.Signed(Unbounded(0));
        using var dim = TestNetworks.Inputs(network.Description, 60, upper: 0.3);
        var (bounded, _) = network.BoundActivations([dim]);
        using var disposing = bounded;
        using var isomorphic = bounded.ToNonNegative(SignalRange.Unit);

        Assert.IsFalse(EquivalenceCheck.Run(isomorphic, [TestNetworks.Inputs(network.Description, 60)], network).IsEquivalent);
    }

    [TestMethod]
    public void BoundActivations_BoundedNetwork_StaysAsItIs()
    {
        using var network = TestNetworks.Signed(TestNetworks.Residual(Activations.ReluN(6)));
        var (bounded, bounds) = network.BoundActivations([TestNetworks.Inputs(network.Description, 5)]);
        using var disposing = bounded;

        Assert.IsEmpty(bounds);
        Assert.AreEqual(network.Description, bounded.Description);
    }

    [TestMethod]
    public void BoundActivations_NoData_NamesTheLayer()
    {
        using var network = TestNetworks.Signed(TestNetworks.Mlp(Activations.Relu));

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => network.BoundActivations([])).Message, "layer 1 (linear, 16 to 7, relu)");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1.01)]
    [DataRow(double.NaN)]
    public void BoundActivations_QuantileOutOfRange_Throws(double quantile)
    {
        using var network = TestNetworks.Signed(TestNetworks.Mlp(Activations.Relu));

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => network.BoundActivations([], quantile));
    }

    [TestMethod]
    public void BoundActivations_Cancelled_Stops()
    {
        using var network = TestNetworks.Signed(TestNetworks.Mlp(Activations.Relu));

        Assert.ThrowsExactly<OperationCanceledException>(() => network.BoundActivations([TestNetworks.Inputs(network.Description, 5)], cancellationToken: new CancellationToken(canceled: true)));
    }

    private static NetworkDescription Unbounded(int index) => new Func<Activation, NetworkDescription>[]
    {
        TestNetworks.Mlp, TestNetworks.Cnn, TestNetworks.PaddedCnn, TestNetworks.Residual, TestNetworks.InputShortcut,
    }[index](Activations.Relu);
}
