using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

[TestClass]
public sealed class ReparameterizedNetworkTests
{
    public static IEnumerable<object[]> Functions => Enum.GetValues<Reparameterization>().Select(function => new object[] { function });

    [TestMethod]
    [DynamicData(nameof(Functions))]
    public void Constructor_AnyFunction_StartsNearTheNetwork(Reparameterization function)
    {
        using var signed = TestNetworks.Signed(TestNetworks.Residual(Activations.Sinusoidal));
        using var network = signed.ToNonNegative(SignalRange.Unit);
        using var free = new ReparameterizedNetwork(network, function);
        using var back = free.ToNonNegative();

        foreach (var (expected, actual) in TestNetworks.Parameters(network).Zip(TestNetworks.Parameters(back)))
        {
            using var difference = (expected - actual).abs().max();
            using var largest = expected.max();
            Assert.IsLessThan(1e-4 * Math.Max(2.1, 2.1 * largest.item<float>()), difference.item<float>());
        }
    }

    [TestMethod]
    [DynamicData(nameof(Functions))]
    public void Forward_AnyFunction_IsTheNetworkOfThetaWithGradientsForEveryV(Reparameterization function)
    {
        using var signed = TestNetworks.Signed(TestNetworks.PaddedCnn(Activations.Sinusoidal));
        using var network = signed.ToNonNegative(SignalRange.Unit);
        using var free = new ReparameterizedNetwork(network, function);
        using var scope = NewDisposeScope();
        using var theta = free.ToNonNegative();
        var inputs = TestNetworks.Inputs(network.Description, 10);
        var scores = free.forward(inputs);
        scores.square().sum().backward();

        Assert.IsLessThan(1e-4, (scores - theta.forward(inputs)).abs().max().item<float>());
        Assert.AreEqual(3 * network.Layers.Count, free.parameters().Count());
        foreach (var parameter in free.parameters())
            Assert.IsGreaterThan(0, parameter.grad!.abs().sum().item<float>());
    }

    [TestMethod]
    [DynamicData(nameof(Functions))]
    public void Step_AdditiveUpdates_LeavesThetaNonNegative(Reparameterization function)
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sinusoidal));
        using var network = signed.ToNonNegative(SignalRange.Unit);
        using var free = new ReparameterizedNetwork(network, function);
        using var optimizer = optim.SGD(free.parameters(), learningRate: 0.01);
        using var inputs = TestNetworks.Inputs(network.Description, 10);
        for (var step = 0; step < 5; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            free.forward(inputs).square().sum().backward();
            optimizer.step();
        }
        using var after = free.ToNonNegative();

        foreach (var values in TestNetworks.Parameters(after))
        {
            using var least = values.min();
            Assert.IsGreaterThanOrEqualTo(0, least.item<float>());
        }
    }

    [TestMethod]
    [DynamicData(nameof(Functions))]
    public void To_Double_MovesParametersAndOffsets(Reparameterization function)
    {
        using var signed = TestNetworks.Signed(TestNetworks.PaddedCnn(Activations.Sinusoidal));
        using var network = signed.ToNonNegative(SignalRange.Unit);
        using var free = new ReparameterizedNetwork(network, function);
        using var scope = NewDisposeScope();
        var inputs = TestNetworks.Inputs(network.Description, 5);
        var before = free.forward(inputs);
        free.to(float64);
        var after = free.forward(inputs.to(float64));
        using var theta = free.ToNonNegative();

        Assert.AreEqual(float64, after.dtype);
        Assert.AreEqual(float64, theta.Layers[0].Offset.dtype);
        Assert.IsLessThan(1e-3, (after - before).abs().max().item<double>());
    }

    [TestMethod]
    public void Constructor_UnknownFunction_Throws()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sinusoidal));
        using var network = signed.ToNonNegative(SignalRange.Unit);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ReparameterizedNetwork(network, (Reparameterization)9));
    }
}
