using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

/// <summary>The check is worth nothing unless every single fault makes it fail.</summary>
[TestClass]
public sealed class EquivalenceCheckTests
{
    private static readonly NetworkDescription[] Descriptions = [TestNetworks.PaddedCnn(Activations.Sinusoidal), TestNetworks.Residual(Activations.ReluN(6))];

    public static IEnumerable<object[]> Layers =>
        from network in Enumerable.Range(0, Descriptions.Length)
        from layer in Enumerable.Range(0, Descriptions[network].Weighted.Length)
        select new object[] { network, layer };

    public static IEnumerable<object[]> PaddedLayers => Layers.Where(at => Descriptions[(int)at[0]].Weighted[(int)at[1]].IsPadded);

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Run_SoundNetwork_Passes(int network)
    {
        var report = Check(network, 0, layer => layer.Copy());

        Assert.IsTrue(report is { IsEquivalent: true, IsNonNegative: true }, report.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_OneBiasOff_IsNotEquivalent(int network, int index) =>
        AssertFailsFrom(index, Check(network, index, layer => With(layer, bias: bias => bias[0].add_(0.05))));

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_RotationOff_IsNotEquivalent(int network, int index) =>
        AssertFailsFrom(index, Check(network, index, layer => With(layer, layer.Encoding with { Rotation = layer.Encoding.Rotation * 1.02 })));

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_NoRotationAtAll_IsNotEquivalent(int network, int index) =>
        AssertFailsFrom(index, Check(network, index, layer => With(layer, layer.Encoding with { Rotation = 0 })));

    [TestMethod]
    [DynamicData(nameof(PaddedLayers))]
    public void Run_RotatedPathPaddedWithZeros_IsNotEquivalent(int network, int index) =>
        AssertFailsFrom(index, Check(network, index, layer => With(layer, layer.Encoding with { RotatedPadding = 0 })));

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_OffsetOff_IsNotEquivalent(int network, int index) =>
        AssertFailsFrom(index, Check(network, index, layer => With(layer, offset: offset => offset.add_(0.05))));

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_OneWeightOff_IsNotEquivalent(int network, int index) =>
        AssertFailsFrom(index, Check(network, index, layer => With(layer, positive: positive => positive.view(-1)[0].add_(0.1))));

    [TestMethod]
    public void Run_OffsetSubtractedBeforeTheSum_MakesNegativeSignals()
    {
        // What the sum of a residual layer adds up is z' of both ways; z itself, with the offset taken off too early, is negative.
        using var signed = TestNetworks.Signed(Descriptions[1]);
        var least = double.PositiveInfinity;
        using var input = TestNetworks.Inputs(Descriptions[1], 50);
        using (no_grad())
            signed.Run(input, (i, z) => least = Descriptions[1].Weighted[i].Activation is null ? Math.Min(least, z.min().item<float>()) : least).Dispose();

        Assert.IsLessThan(-0.1, least);
        Assert.IsGreaterThanOrEqualTo(0, Check(1, 0, layer => layer.Copy()).MinSignal);
    }

    [TestMethod]
    public void Run_NegativeWeight_IsNotNonNegative()
    {
        var report = Check(0, 1, layer => With(layer, negative: negative => negative.view(-1)[3].fill_(-1e-3)));

        Assert.IsFalse(report.IsNonNegative);
        Assert.AreEqual(-1e-3, report.MinWeight, 1e-9);
    }

    [TestMethod]
    public void Run_NegativeBias_IsNotNonNegative()
    {
        var report = Check(0, 1, layer => With(layer, bias: bias => bias[0].fill_(-1e-3)));

        Assert.IsFalse(report.IsNonNegative);
        Assert.AreEqual(-1e-3, report.MinWeight, 1e-9);
    }

    [TestMethod]
    public void Run_InputOutsideTheRange_IsNotNonNegative()
    {
        using var signed = TestNetworks.Signed(Descriptions[0]);
        using var network = signed.ToNonNegative(SignalRange.Unit, new() { OutsideInputs = OutsideInputs.Count });
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(Descriptions[0], 20, lower: -1, upper: 1)], signed);

        // The identity holds for any input; the signs do not.
        Assert.IsTrue(report.IsEquivalent);
        Assert.IsFalse(report.IsNonNegative);
        Assert.AreEqual(-1, report.MinSignal, 1e-6);
    }

    [TestMethod]
    public void Run_NotANumberAmongTheWeights_Fails()
    {
        var report = Check(0, 0, layer => With(layer, bias: bias => bias[1].fill_(double.NaN)));

        Assert.IsFalse(report.IsNonNegative);
        Assert.IsFalse(report.IsEquivalent);
    }

    [TestMethod]
    public void Run_WithoutSignedNetwork_ReportsSignsOnly()
    {
        using var signed = TestNetworks.Signed(Descriptions[0]);
        using var network = signed.ToNonNegative(SignalRange.Unit);
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(Descriptions[0], 20), TestNetworks.Inputs(Descriptions[0], 5)]);

        Assert.AreEqual(25, report.Rows);
        Assert.IsTrue(report.IsNonNegative);
        Assert.IsFalse(report.IsEquivalent);
        Assert.IsNull(report.MaxOutputDifference);
        Assert.IsNull(report.UndecidedRows);
    }

    [TestMethod]
    public void Run_RowsThatAreEquallyGoodInTwoClasses_AreCountedAsUndecided()
    {
        var description = TestNetworks.Mlp(Activations.Sinusoidal);
        using var signed = TestNetworks.Signed(description);
        using (no_grad())
        {
            signed.Layers[^1].Weight.zero_();
            signed.Layers[^1].Bias!.zero_();
        }
        using var network = signed.ToNonNegative(SignalRange.Unit);
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(description, 12)], signed);

        Assert.AreEqual(12, report.UndecidedRows);
    }

    [TestMethod]
    public void Run_NetworkOfOtherLayers_Throws()
    {
        using var signed = TestNetworks.Signed(Descriptions[0]);
        using var other = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sinusoidal));
        using var network = signed.ToNonNegative(SignalRange.Unit);

        Assert.ThrowsExactly<ArgumentException>(() => EquivalenceCheck.Run(network, [TestNetworks.Inputs(Descriptions[0], 2)], other));
    }

    [TestMethod]
    public void Run_SignedNetworkInTrainingMode_Throws()
    {
        using var signed = TestNetworks.Signed(Descriptions[1]);
        using var network = signed.ToNonNegative(SignalRange.Unit);
        signed.train();
        var error = Assert.ThrowsExactly<ArgumentException>(() => EquivalenceCheck.Run(network, [TestNetworks.Inputs(Descriptions[1], 2)], signed));

        StringAssert.Contains(error.Message, "eval()");
    }

    [TestMethod]
    public void Run_ManyBatches_LeavesNoTensorBehind()
    {
        using var signed = TestNetworks.Signed(Descriptions[1]);
        using var network = signed.ToNonNegative(SignalRange.Unit);
        var batches = Enumerable.Range(0, 5).Select(seed => TestNetworks.Inputs(Descriptions[1], 8, seed)).ToList();
        var before = LiveTensors.Count();
        EquivalenceCheck.Run(network, batches, signed);

        Assert.AreEqual(before, LiveTensors.Now());
    }

    [TestMethod]
    public void Run_InputsThatAreRefused_LeavesNoTensorBehind()
    {
        using var signed = TestNetworks.Signed(Descriptions[1]);
        using var network = signed.ToNonNegative(SignalRange.Unit);
        using var batch = TestNetworks.Inputs(Descriptions[1], 8, upper: 2);
        var before = LiveTensors.Count();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => EquivalenceCheck.Run(network, [batch], signed));

        Assert.AreEqual(before, LiveTensors.Now());
    }

    [TestMethod]
    public void Run_NoData_IsNotNonNegative()
    {
        using var signed = TestNetworks.Signed(Descriptions[0]);
        using var network = signed.ToNonNegative(SignalRange.Unit);

        Assert.IsFalse(EquivalenceCheck.Run(network, []).IsNonNegative);
    }

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(1, 0)]
    [DataRow(0, 1)]
    [DataRow(0, 2)]
    [DataRow(0, 3)]
    public void Run_FaultBesideNegativeInputsAndOffsetsOfOutputs_IsNotEquivalent(int index, int fault)
    {
        var options = new IsomorphicOptions { Offset = OffsetKind.PerOutput };
        using var signed = TestNetworks.Signed(Descriptions[0]);
        using var sound = signed.ToNonNegative(new SignalRange(-1, 2), options);
        using var inputs = TestNetworks.Inputs(Descriptions[0], 50, lower: -1, upper: 2);
        using var withoutGradients = no_grad();
        using var corrupted = new NonNegativeNetwork(sound.Description, [.. sound.Layers.Select((layer, i) => i != index ? layer.Copy() : fault switch
        {
            0 => With(layer, offset: offset => offset[0].add_(0.1)),
            1 => With(layer, layer.Encoding with { DirectPadding = 0 }),
            2 => With(layer, layer.Encoding with { RotatedPadding = layer.Encoding.Rotation }),
            _ => With(layer, layer.Encoding with { Rotation = layer.Encoding.Rotation - 0.1 }),
        })], sound.InputRange);

        Assert.IsTrue(EquivalenceCheck.Run(sound, [inputs], signed).IsEquivalent);
        AssertFailsFrom(index, EquivalenceCheck.Run(corrupted, [inputs], signed));
    }

    private static EquivalenceReport Check(int network, int index, Func<NonNegativeLayer, NonNegativeLayer> corrupt)
    {
        using var signed = TestNetworks.Signed(Descriptions[network]);
        using var sound = signed.ToNonNegative(SignalRange.Unit);
        using var withoutGradients = no_grad();
        using var corrupted = new NonNegativeNetwork(sound.Description, [.. sound.Layers.Select((layer, i) => i == index ? corrupt(layer) : layer.Copy())], SignalRange.Unit);
        return EquivalenceCheck.Run(corrupted, [TestNetworks.Inputs(sound.Description, 100)], signed);
    }

    private static NonNegativeLayer With(NonNegativeLayer layer, SignalEncoding? encoding = null, Action<Tensor>? positive = null, Action<Tensor>? negative = null, Action<Tensor>? bias = null, Action<Tensor>? offset = null)
    {
        Tensor Changed(Tensor values, Action<Tensor>? change)
        {
            var copy = values.DetachedClone();
            change?.Invoke(copy);
            return copy;
        }
        return new(layer.Description, encoding ?? layer.Encoding, Changed(layer.Positive, positive), Changed(layer.Negative, negative), Changed(layer.Bias, bias), Changed(layer.Offset, offset));
    }

    private static void AssertFailsFrom(int index, EquivalenceReport report)
    {
        Assert.IsFalse(report.IsEquivalent, report.ToString());
        for (var i = 0; i < index; i++)
            Assert.IsLessThan(EquivalenceReport.DefaultDifferenceTolerance, report.Layers[i].RelativeDifference!.Value, "a layer before the fault");
        Assert.IsGreaterThan(EquivalenceReport.DefaultDifferenceTolerance, report.Layers[index].RelativeDifference!.Value, "the faulty layer");
    }
}
