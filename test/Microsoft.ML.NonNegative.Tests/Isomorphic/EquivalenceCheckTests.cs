using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

/// <summary>The check is worth nothing unless every single fault makes it fail.</summary>
[TestClass]
public sealed class EquivalenceCheckTests
{
    private static readonly NetworkDescription Description = TestNetworks.PaddedCnn(Activations.Sinusoidal);

    public static IEnumerable<object[]> Layers => Enumerable.Range(0, Description.Weighted.Length).Select(i => new object[] { i });

    public static IEnumerable<object[]> PaddedLayers => Enumerable.Range(0, 2).Select(i => new object[] { i });

    [TestMethod]
    public void Run_SoundNetwork_Passes() => Assert.IsTrue(Check(0, layer => layer.Copy()).IsEquivalent);

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_OneBiasOff_IsNotEquivalent(int index)
    {
        var report = Check(index, layer =>
        {
            var bias = layer.Bias.DetachedClone();
            bias[0].add_(0.01);
            return new NonNegativeLayer(layer.Description, layer.Encoding, layer.Positive.DetachedClone(), layer.Negative.DetachedClone(), bias);
        });

        AssertFailsFrom(index, report);
    }

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_RotationOff_IsNotEquivalent(int index) =>
        AssertFailsFrom(index, Check(index, layer => WithEncoding(layer, layer.Encoding with { Rotation = layer.Encoding.Rotation * 1.01 })));

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_NoRotationAtAll_IsNotEquivalent(int index) =>
        AssertFailsFrom(index, Check(index, layer => WithEncoding(layer, layer.Encoding with { Rotation = 0 })));

    [TestMethod]
    [DynamicData(nameof(PaddedLayers))]
    public void Run_RotatedPathPaddedWithZeros_IsNotEquivalent(int index) =>
        AssertFailsFrom(index, Check(index, layer => WithEncoding(layer, layer.Encoding with { RotatedPadding = 0 })));

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_OffsetOff_IsNotEquivalent(int index) =>
        AssertFailsFrom(index, Check(index, layer => WithEncoding(layer, layer.Encoding with { Offset = layer.Encoding.Offset + 0.01 })));

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Run_OneWeightOff_IsNotEquivalent(int index)
    {
        var report = Check(index, layer =>
        {
            var positive = layer.Positive.DetachedClone();
            positive.view(-1)[0].add_(0.05);
            return new NonNegativeLayer(layer.Description, layer.Encoding, positive, layer.Negative.DetachedClone(), layer.Bias.DetachedClone());
        });

        AssertFailsFrom(index, report);
    }

    [TestMethod]
    public void Run_NegativeWeight_IsNotNonNegative()
    {
        var report = Check(1, layer =>
        {
            var negative = layer.Negative.DetachedClone();
            negative.view(-1)[3].fill_(-1e-3);
            return new NonNegativeLayer(layer.Description, layer.Encoding, layer.Positive.DetachedClone(), negative, layer.Bias.DetachedClone());
        });

        Assert.IsFalse(report.IsNonNegative);
        Assert.AreEqual(-1e-3, report.MinWeight, 1e-9);
    }

    [TestMethod]
    public void Run_InputOutsideTheRange_IsNotNonNegative()
    {
        using var signed = TestNetworks.Signed(Description);
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(Description, 20, lower: -1, upper: 1)], signed);

        // The identity holds for any input; the signs do not.
        Assert.IsTrue(report.IsEquivalent);
        Assert.IsFalse(report.IsNonNegative);
        Assert.AreEqual(-1, report.MinSignal, 1e-6);
    }

    [TestMethod]
    public void Run_NotANumberAmongTheWeights_Fails()
    {
        var report = Check(0, layer =>
        {
            var bias = layer.Bias.DetachedClone();
            bias[1].fill_(double.NaN);
            return new NonNegativeLayer(layer.Description, layer.Encoding, layer.Positive.DetachedClone(), layer.Negative.DetachedClone(), bias);
        });

        Assert.IsFalse(report.IsNonNegative);
        Assert.IsFalse(report.IsEquivalent);
    }

    [TestMethod]
    public void Run_WithoutSignedNetwork_ReportsSignsOnly()
    {
        using var signed = TestNetworks.Signed(Description);
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(Description, 20), TestNetworks.Inputs(Description, 5)]);

        Assert.AreEqual(25, report.Rows);
        Assert.IsTrue(report.IsNonNegative);
        Assert.IsFalse(report.IsEquivalent);
        Assert.IsNull(report.MaxOutputDifference);
    }

    [TestMethod]
    public void Run_ManyBatches_LeavesNoTensorBehind()
    {
        using var signed = TestNetworks.Signed(Description);
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        var before = LiveTensors.Count();
        EquivalenceCheck.Run(network, Enumerable.Range(0, 5).Select(seed => TestNetworks.Inputs(Description, 8, seed)), signed);

        Assert.AreEqual(before, LiveTensors.Count());
    }

    private static EquivalenceReport Check(int index, Func<NonNegativeLayer, NonNegativeLayer> corrupt)
    {
        using var signed = TestNetworks.Signed(Description);
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        using var withoutGradients = no_grad();
        using var corrupted = new NonNegativeNetwork(Description, [.. network.Layers.Select((layer, i) => i == index ? corrupt(layer) : layer.Copy())]);
        return EquivalenceCheck.Run(corrupted, [TestNetworks.Inputs(Description, 100)], signed);
    }

    private static NonNegativeLayer WithEncoding(NonNegativeLayer layer, SignalEncoding encoding) =>
        new(layer.Description, encoding, layer.Positive.DetachedClone(), layer.Negative.DetachedClone(), layer.Bias.DetachedClone());

    private static void AssertFailsFrom(int index, EquivalenceReport report)
    {
        Assert.IsFalse(report.IsEquivalent, report.ToString());
        for (var i = 0; i < index; i++)
            Assert.IsLessThan(EquivalenceReport.DefaultDifferenceTolerance, report.Layers[i].RelativeDifference!.Value, "a layer before the fault");
        Assert.IsGreaterThan(EquivalenceReport.DefaultDifferenceTolerance, report.Layers[index].RelativeDifference!.Value, "the faulty layer");
    }
}
