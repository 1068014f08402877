using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

[TestClass]
public sealed class IsomorphicTransformationTests
{
    public static IEnumerable<object[]> Networks =>
        from index in Enumerable.Range(0, TestNetworks.All.Count())
        from offset in Enum.GetValues<OffsetKind>()
        select new object[] { index, offset };

    [TestMethod]
    public void ToNonNegative_KnownLayer_GivesTheCorrectBias()
    {
        // The authors' code gives [0, .3, 0] here.
        using var layer = KnownLayer(OffsetKind.PerLayer);

        AssertEqual([1.4, 0.3, 0.7], layer.Bias, 1e-15);
        AssertEqual([0.2, 0.3, 0, 0.1, 0, 0], layer.Positive, 0);
        AssertEqual([0, 0, 0.5, 0, 0, 0], layer.Negative, 0);
        AssertEqual([0.7], layer.Offset, 1e-15);
        Assert.AreEqual(1.0, layer.Encoding.Rotation);
    }

    [TestMethod]
    public void ToNonNegative_KnownLayerWithAnOffsetPerOutput_ShiftsOnlyWhatIsNegative()
    {
        using var layer = KnownLayer(OffsetKind.PerOutput);

        AssertEqual([0, 0.4, 0], layer.Offset, 1e-15);
        AssertEqual([0.7, 0, 0], layer.Bias, 1e-15);
    }

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void ToNonNegative_AnyNetworkInDouble_GivesTheSameOutputsToRounding(int index, OffsetKind offset)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var signed = TestNetworks.Signed(description, type: float64);
        using var network = signed.ToNonNegative(SignalRange.Unit, new() { Offset = offset });
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(description, 50, type: float64)], signed);

        Assert.AreEqual(50, report.Rows);
        Assert.IsTrue(report.IsNonNegative, report.ToString());
        Assert.AreEqual(0, report.ArgmaxDisagreements);
        Assert.IsLessThan(1e-11, report.MaxOutputDifference!.Value);
        foreach (var layer in report.Layers)
            Assert.IsLessThan(1e-10, layer.RelativeDifference!.Value, layer.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void ToNonNegative_InputsBelowZero_AreShiftedIntoRange(int index, OffsetKind offset)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var signed = TestNetworks.Signed(description, type: float64);
        using var network = signed.ToNonNegative(new SignalRange(-2, 3), new() { Offset = offset });
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(description, 50, lower: -2, upper: 3, type: float64)], signed);

        Assert.IsTrue(report.IsNonNegative, report.ToString());
        Assert.AreEqual(5, report.Layers[0].Rotation);
        foreach (var layer in report.Layers)
            Assert.IsLessThan(1e-10, layer.RelativeDifference!.Value, layer.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void ToNonNegative_AnyNetworkInSingle_IsEquivalentAndNonNegative(int index, OffsetKind offset)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var signed = TestNetworks.Signed(description);
        using var network = signed.ToNonNegative(SignalRange.Unit, new() { Offset = offset });
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(description, 200)], signed);

        Assert.IsTrue(report.IsNonNegative, report.ToString());
        Assert.IsTrue(report.IsEquivalent, report.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void Forward_FusedForm_GivesTheSplitFormsScores(int index, OffsetKind offset)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var signed = TestNetworks.Signed(description, type: float64);
        using var network = signed.ToNonNegative(new SignalRange(-1, 1), new() { Offset = offset });
        using var scope = NewDisposeScope();
        var inputs = TestNetworks.Inputs(description, 20, lower: -1, type: float64);

        AssertClose(network.SplitForward(inputs), network.forward(inputs), 1e-11);
    }

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void ToSigned_RewrittenNetwork_RecoversTheFoldedOriginal(int index, OffsetKind offset)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var signed = TestNetworks.Signed(description, type: float64);
        using var folded = signed.Fold();
        using var network = signed.ToNonNegative(new SignalRange(-1, 2), new() { Offset = offset });
        using var recovered = network.ToSigned();

        Assert.AreEqual(folded.Description, recovered.Description);
        foreach (var (expected, actual) in TestNetworks.Parameters(folded).Zip(TestNetworks.Parameters(recovered)))
            AssertClose(expected, actual, 1e-12);
    }

    [TestMethod]
    public void ToNonNegative_PerOutputOffset_NeverReadsOutAWiderRange()
    {
        var description = TestNetworks.Cnn(Activations.Sinusoidal);
        using var signed = TestNetworks.Signed(description);
        using var published = signed.ToNonNegative(SignalRange.Unit);
        using var least = signed.ToNonNegative(SignalRange.Unit, new() { Offset = OffsetKind.PerOutput });

        foreach (var (one, other) in published.Layers.Zip(least.Layers))
        {
            using var difference = one.Offset - other.Offset;
            Assert.IsGreaterThanOrEqualTo(0, difference.min().item<float>());
            Assert.IsGreaterThan(0, difference.max().item<float>());
        }
    }

    [TestMethod]
    public void ToNonNegative_RotationOfALayer_IsTheMaximumOfTheActivationBefore()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sigmoid));
        using var network = signed.ToNonNegative(SignalRange.Unit);

        CollectionAssert.AreEqual(new[] { 1, 1.005, 1.005 }, network.Layers.Select(layer => layer.Encoding.Rotation).ToArray());
    }

    [TestMethod]
    public void ToNonNegative_PaddedInputsThatStartAboveZero_TakeZeroIntoTheRange()
    {
        var description = TestNetworks.PaddedCnn(Activations.Sinusoidal);
        using var signed = TestNetworks.Signed(description);
        using var network = signed.ToNonNegative(new SignalRange(0.5, 2));
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(description, 20, lower: 0.5, upper: 2)], signed);

        Assert.AreEqual(new SignalRange(0, 2), network.InputRange);
        Assert.IsTrue(report is { IsEquivalent: true, IsNonNegative: true }, report.ToString());
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(0, double.PositiveInfinity)]
    [DataRow(double.NaN, 1)]
    [DataRow(-1e308, 1e308)]
    public void ToNonNegative_NoInterval_Throws(double lower, double upper)
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sigmoid));

        Assert.ThrowsExactly<ArgumentException>(() => signed.ToNonNegative(new SignalRange(lower, upper)));
    }

    [TestMethod]
    public void ToNonNegative_RangeTooWideForSinglePrecision_NamesTheLayer()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sigmoid));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => signed.ToNonNegative(new SignalRange(0, 1e300))).Message, "Layer 1 (linear, 16 to 7, sigmoid) has a range of inputs that is too wide");
    }

    [TestMethod]
    public void ToNonNegative_ActivationWithoutBound_NamesTheLayerAndSaysWhatToDo()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Relu));
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => signed.ToNonNegative(SignalRange.Unit));

        StringAssert.Contains(error.Message, "'relu' of layer 1 (linear, 16 to 7, relu)");
        StringAssert.Contains(error.Message, nameof(ActivationCalibration.BoundActivations));
    }

    [TestMethod]
    public void ToNonNegative_LayerWithoutRange_NamesIt()
    {
        using var signed = TestNetworks.Signed(With(new OwnLayer(Range: null)));
        var error = Assert.ThrowsExactly<NotSupportedException>(() => signed.ToNonNegative(SignalRange.Unit));

        StringAssert.Contains(error.Message, "Layer 1 (own) cannot be part of a non-negative network");
    }

    [TestMethod]
    public void ToNonNegative_LayerWithNegativeOutputs_NamesIt()
    {
        using var signed = TestNetworks.Signed(With(new OwnLayer(new SignalRange(-1, 1))));
        var error = Assert.ThrowsExactly<NotSupportedException>(() => signed.ToNonNegative(SignalRange.Unit));

        StringAssert.Contains(error.Message, "Layer 1 (own) cannot be part of a non-negative network: its outputs lie in [-1, 1]");
    }

    [TestMethod]
    public void ToNonNegative_OwnLayerWithARange_IsKeptAndRotatesTheNext()
    {
        var description = With(new OwnLayer(new SignalRange(0, 0.5)));
        using var signed = TestNetworks.Signed(description);
        using var network = signed.ToNonNegative(SignalRange.Unit);
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(description, 20)], signed);

        Assert.AreEqual(0.5, network.Layers[1].Encoding.Rotation);
        Assert.IsTrue(report is { IsEquivalent: true, IsNonNegative: true }, report.ToString());
    }

    [TestMethod]
    public void ToNonNegative_WeightThatIsNoNumber_NamesTheLayer()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sigmoid));
        using (no_grad())
            signed.Layers[1].Weight[0, 0].fill_(float.NaN);
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => signed.ToNonNegative(SignalRange.Unit));

        StringAssert.Contains(error.Message, "Layer 2 (linear, 7 to 5, sigmoid)");
    }

    [TestMethod]
    public void ToNonNegative_AndBack_LeaveNoTensorBehind()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Residual(Activations.Sinusoidal));
        var before = LiveTensors.Count();
        using (var network = signed.ToNonNegative(SignalRange.Unit))
        using (network.ToSigned())
        {
        }

        // The library's count never goes down for a tensor that a parameter took over: W and b folded, W+, W- and b', then W and b again.
        Assert.AreEqual(before + 7 * signed.Layers.Count, LiveTensors.Now());
    }

    private static NonNegativeLayer KnownLayer(OffsetKind offset)
    {
        using var signed = new SignedLayer(new LinearLayer(2, 3, Activations.Sinusoidal),
            tensor(new[] { 0.2, 0.3, -0.5, 0.1, 0, 0 }, [3, 2]), tensor(new[] { 0.7, 0.1, 0 }));
        return IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit, offset);
    }

    private static NetworkDescription With(SignalLayer layer) => new(new ImageShape(1, 4, 4),
    [
        new ConvolutionLayer(1, 2, KernelSize: 3, Stride: 1, Padding: 1, Activations.Sinusoidal),
        layer,
        new FlattenLayer(),
        new LinearLayer(32, 3, Activation: null),
    ]);

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        using var scope = NewDisposeScope();
        Assert.IsLessThan(tolerance * Math.Max(1, expected.abs().max().item<double>()), (expected - actual).abs().max().item<double>());
    }

    private static void AssertEqual(double[] expected, Tensor actual, double tolerance)
    {
        var values = actual.detach().data<double>().ToArray();
        Assert.HasCount(expected.Length, values);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], values[i], tolerance, $"element {i}");
    }

    /// <summary>Half of every signal, as a layer of a user's own.</summary>
    private sealed record OwnLayer(SignalRange? Range) : SignalLayer
    {
        public override string Kind => "own";

        public override Tensor Apply(Tensor input) => input.mul(0.5);

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

        public override SignalRange? OutputRange(SignalRange input) => Range;
    }
}
