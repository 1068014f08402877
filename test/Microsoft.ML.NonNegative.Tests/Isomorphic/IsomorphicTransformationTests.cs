using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

[TestClass]
public sealed class IsomorphicTransformationTests
{
    public static IEnumerable<object[]> Networks => Enumerable.Range(0, TestNetworks.All.Count()).Select(i => new object[] { i });

    [TestMethod]
    public void ToNonNegative_KnownLayer_GivesTheCorrectBias()
    {
        // The authors' code gives [0, .3, 0] here.
        using var signed = new SignedLayer(new LinearLayer(2, 3, Activations.Sinusoidal),
            tensor(new[] { 0.2, 0.3, -0.5, 0.1, 0, 0 }, [3, 2]), tensor(new[] { 0.7, 0.1, 0 }));
        using var layer = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);

        AssertEqual([1.4, 0.3, 0.7], layer.Bias, 1e-15);
        AssertEqual([0.2, 0.3, 0, 0.1, 0, 0], layer.Positive, 0);
        AssertEqual([0, 0, 0.5, 0, 0, 0], layer.Negative, 0);
        Assert.AreEqual(0.7, layer.Encoding.Offset, 1e-15);
        Assert.AreEqual(1.0, layer.Encoding.Rotation);
    }

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void ToNonNegative_AnyNetworkInDouble_GivesTheSameOutputsToRounding(int index)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var signed = TestNetworks.Signed(description, type: float64);
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
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
    public void ToNonNegative_InputsBelowZero_AreShiftedIntoRange(int index)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var signed = TestNetworks.Signed(description, type: float64);
        using var network = IsomorphicTransformation.ToNonNegative(signed, new SignalRange(-2, 3));
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(description, 50, lower: -2, upper: 3, type: float64)], signed);

        Assert.IsTrue(report.IsNonNegative, report.ToString());
        Assert.AreEqual(5, report.Layers[0].Rotation);
        foreach (var layer in report.Layers)
            Assert.IsLessThan(1e-10, layer.RelativeDifference!.Value, layer.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void ToNonNegative_AnyNetworkInSingle_IsEquivalentAndNonNegative(int index)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var signed = TestNetworks.Signed(description);
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        var report = EquivalenceCheck.Run(network, [TestNetworks.Inputs(description, 200)], signed);

        Assert.IsTrue(report.IsNonNegative, report.ToString());
        Assert.IsTrue(report.IsEquivalent, report.ToString());
    }

    [TestMethod]
    public void ToNonNegative_RotationOfALayer_IsTheMaximumOfTheActivationBefore()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sigmoid));
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);

        CollectionAssert.AreEqual(new[] { 1, 1.005, 1.005 }, network.Layers.Select(layer => layer.Encoding.Rotation).ToArray());
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(0, double.PositiveInfinity)]
    [DataRow(double.NaN, 1)]
    public void ToNonNegative_NoInterval_Throws(double lower, double upper)
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sigmoid));

        Assert.ThrowsExactly<ArgumentException>(() => IsomorphicTransformation.ToNonNegative(signed, new SignalRange(lower, upper)));
    }

    private static void AssertEqual(double[] expected, Tensor actual, double tolerance)
    {
        var values = actual.detach().data<double>().ToArray();
        Assert.HasCount(expected.Length, values);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], values[i], tolerance, $"element {i}");
    }
}
