using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

[TestClass]
public sealed class InputGuardTests
{
    private static readonly SignalRange Range = new(-1, 2);

    [TestMethod]
    public void Forward_InputsOutsideThatAreRefused_SaysHowManyAndWhatToDo()
    {
        using var network = Network(OutsideInputs.Refuse);
        using var inputs = tensor(new[] { -1.5f, 0, 2, 3, 1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, [1, 16]);

        foreach (var run in new Func<Tensor, Tensor>[] { network.forward, network.SplitForward })
        {
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => run(inputs));

            StringAssert.Contains(error.Message, "2 of 16 input values lie outside [-1, 2]");
            StringAssert.Contains(error.Message, "reach from -1.5 to 3");
        }
    }

    [TestMethod]
    public void Forward_InputsOutsideThatAreClipped_GivesTheScoresOfTheEnds()
    {
        using var network = Network(OutsideInputs.Clip);
        using var outside = full(2, 16, 5f);
        using var ends = full(2, 16, 2f);
        using var expected = network.SplitForward(ends);
        Assert.AreEqual(0, network.OutsideInputCount);
        using var actual = network.SplitForward(outside);

        Assert.IsTrue(expected.equal(actual).all().item<bool>());
        Assert.AreEqual(32, network.OutsideInputCount);
    }

    [TestMethod]
    public void Forward_InputsOutsideThatAreCounted_GivesTheSignedNetworksScores()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sinusoidal), type: float64);
        using var network = signed.ToNonNegative(Range, new() { OutsideInputs = OutsideInputs.Count });
        using var outside = full(2, 16, 5.0, float64);
        using var expected = signed.forward(outside);
        using var actual = network.SplitForward(outside);
        using var difference = (expected - actual).abs().max();

        Assert.IsLessThan(1e-11, difference.item<double>());
        Assert.AreEqual(32, network.OutsideInputCount);
    }

    [TestMethod]
    [DataRow(OutsideInputs.Refuse)]
    [DataRow(OutsideInputs.Clip)]
    [DataRow(OutsideInputs.Count)]
    public void Forward_NormalisedInSinglePrecision_ItsEndsAreInside(OutsideInputs outside)
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sinusoidal));
        foreach (var (mean, deviation) in new[] { (0.1307, 0.3081), (0.2860, 0.3530), (0.4914, 0.2470), (0.485, 0.229), (0.406, 0.225) })
        {
            using var network = signed.ToNonNegative(new SignalRange((0 - mean) / deviation, (1 - mean) / deviation), new() { OutsideInputs = outside });
            using var ends = tensor(new float[] { 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1 }, [1, 16]).sub_(mean).div_(deviation);
            network.SplitForward(ends).Dispose();
            var report = EquivalenceCheck.Run(network, [ends], signed);

            Assert.AreEqual(0, network.OutsideInputCount, $"{mean}, {deviation}");
            Assert.IsTrue(report is { IsEquivalent: true, IsNonNegative: true }, report.ToString());
        }
    }

    [TestMethod]
    public void Forward_WrongNumberOfValues_SaysWhatIsExpected()
    {
        using var network = Network(OutsideInputs.Refuse);
        using var inputs = zeros(4, 8);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => network.forward(inputs)).Message, "[4, 8]; it must be [batch, 16] or [batch, 1, 4, 4]");
    }

    [TestMethod]
    public void Forward_NotANumber_IsRefused()
    {
        using var network = Network(OutsideInputs.Refuse);
        using var inputs = full(1, 16, float.NaN);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => network.forward(inputs)).Message, "16 of 16");
    }

    [TestMethod]
    public void Forward_NoRows_GivesNoRows()
    {
        using var network = Network(OutsideInputs.Refuse);
        using var none = zeros(0, 16);
        using var scores = network.forward(none);

        CollectionAssert.AreEqual(new long[] { 0, 3 }, scores.shape);
    }

    [TestMethod]
    [DataRow(OutsideInputs.Clip)]
    [DataRow(OutsideInputs.Count)]
    public void Forward_InputsOutside_LeaveNoTensorBehind(OutsideInputs outside)
    {
        using var network = Network(outside);
        using var inputs = full(2, 16, 5f);
        var before = LiveTensors.Count();
        network.forward(inputs).Dispose();
        network.SplitForward(inputs).Dispose();

        Assert.AreEqual(before, LiveTensors.Now());
    }

    private static NonNegativeNetwork Network(OutsideInputs outside)
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sinusoidal));
        return signed.ToNonNegative(Range, new() { OutsideInputs = outside });
    }
}
