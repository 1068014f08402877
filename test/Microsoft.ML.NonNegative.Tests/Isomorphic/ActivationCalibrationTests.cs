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
    public void BoundActivations_AtAQuantileOfManyOutputs_SeesEveryPlaceOfTheImages()
    {
        // 40 x 8 x 64 x 64 outputs, far more than are sampled of a batch; the left column of every image is black.
        var description = new NetworkDescription(new ImageShape(1, 64, 64),
            [new ConvolutionLayer(1, 8, KernelSize: 1, Stride: 1, Padding: 0, Activations.Relu), new AdaptiveAveragePoolingLayer(1), new FlattenLayer(), new LinearLayer(8, 2, null)]);
        using var network = SignedNetwork.Create(description, seed: 1);
        using var inputs = rand(40, description.Input.Size);
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            network.Layers[0].Weight.abs_();
            inputs.view(40, 64, 64).narrow(2, 0, 1).zero_();
        }
        var (bounded, bounds) = network.BoundActivations([inputs], quantile: 0.99);
        bounded.Dispose();

        Assert.AreEqual(0.01, bounds[0].ClippedShare, 0.002, bounds[0].ToString());
    }

    [TestMethod]
    public void BoundActivations_QuantileThatIsZero_TakesTheLargest()
    {
        var description = new NetworkDescription(new ImageShape(1, 1, 4), [new FlattenLayer(), new LinearLayer(4, 3, Activations.Relu), new LinearLayer(3, 2, null)]);
        using var network = SignedNetwork.Create(description, seed: 1);
        using (no_grad())
            network.Layers[0].Weight.abs_();
        using var inputs = tensor(new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5 }, [4, 4]);
        var (bounded, bounds) = network.BoundActivations([inputs], quantile: 0.5);
        bounded.Dispose();

        Assert.AreEqual(bounds[0].Largest, bounds[0].Bound);
        Assert.IsGreaterThan(1, bounds[0].Bound);
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
