using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Networks;

[TestClass]
public sealed class NetworkInitializationTests
{
    public static IEnumerable<object[]> Names => Activations.All.Select(a => new object[] { a.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void MatchMoments_EveryHiddenUnit_GetsTheSensitiveMeanAndDeviation(string activationName)
    {
        var activation = Activations.FromName(activationName);
        var description = TestNetworks.Cnn(activation);
        using var network = NetworkInitialization.Xavier(description, new Random(3));
        using var batch = TestNetworks.Inputs(description, 128);
        NetworkInitialization.MatchMoments(network, batch);
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var visited = 0;
        network.Run(batch, (i, z) =>
        {
            visited++;
            var units = z.transpose(0, 1).flatten(1);
            var isLast = i == network.Layers.Count - 1;
            AssertAll(units.mean([1]), isLast ? 0 : activation.SensitiveMean, 1e-3);
            AssertAll(units.std(1, unbiased: false), isLast ? 1 : activation.SensitiveDeviation, 1e-3);
        });

        Assert.AreEqual(6, visited);
    }

    [TestMethod]
    public void MatchMoments_ConstantInput_LeavesFiniteWeights()
    {
        var description = TestNetworks.Mlp(Activations.Sinusoidal);
        using var network = NetworkInitialization.Xavier(description, new Random(3));
        using var batch = zeros(8, description.Input.Size);
        NetworkInitialization.MatchMoments(network, batch);

        foreach (var parameter in TestNetworks.Parameters(network))
            Assert.IsTrue(parameter.isfinite().all().item<bool>());
    }

    [TestMethod]
    public void MatchMoments_WaysOfASum_GiveHalfOfWhatItsOwnActivationNeeds()
    {
        var description = new NetworkDescription(new ImageShape(1, 1, 4),
        [
            new FlattenLayer(),
            new ResidualLayer([new LinearLayer(4, 4, null)], [new LinearLayer(4, 4, null)], Activations.Sinusoidal),
            new LinearLayer(4, 4, Activations.Sigmoid),
            new LinearLayer(4, 2, null),
        ]);
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Signed(description);
        using var withoutGradients = no_grad();
        var means = new List<float>();
        network.Run(TestNetworks.Inputs(description, 64), (_, z) => means.Add(z.mean([0])[0].item<float>()));

        Assert.AreEqual(Activations.Sinusoidal.SensitiveMean / 2, means[0], 1e-3);
        Assert.AreEqual(Activations.Sinusoidal.SensitiveMean / 2, means[1], 1e-3);
        Assert.AreEqual(Activations.Sigmoid.SensitiveMean, means[2], 1e-3);
    }

    [TestMethod]
    public void Exponential_Weights_AreNonNegativeWithTheStatedMean()
    {
        using var network = NetworkInitialization.Exponential(NetworkArchitecture.Mlp(300).Describe(new ImageShape(1, 10, 10), 10, Activations.Sigmoid), new Random(5), rate: 50, bias: 0.25);
        var weights = network.Layers[0].Weight.detach().data<float>().ToArray();

        Assert.IsGreaterThanOrEqualTo(0, weights.Min());
        Assert.AreEqual(1.0 / 50, weights.Average(), 0.001);
        Assert.AreEqual(1.0 / 50, Math.Sqrt(weights.Average(w => Math.Pow(w - 1.0 / 50, 2))), 0.001);
        Assert.IsTrue(network.Layers.All(layer => layer.Bias!.eq(0.25).all().item<bool>()));
    }

    [TestMethod]
    public void Xavier_SameSeed_GivesTheSameWeights()
    {
        using var one = NetworkInitialization.Xavier(TestNetworks.Mlp(Activations.Sigmoid), new Random(5));
        using var two = NetworkInitialization.Xavier(TestNetworks.Mlp(Activations.Sigmoid), new Random(5));
        using var other = NetworkInitialization.Xavier(TestNetworks.Mlp(Activations.Sigmoid), new Random(6));

        CollectionAssert.AreEqual(Weights(one), Weights(two));
        CollectionAssert.AreNotEqual(Weights(one), Weights(other));
    }

    [TestMethod]
    public void Xavier_Weights_HaveTheStatedDeviation()
    {
        using var network = NetworkInitialization.Xavier(NetworkArchitecture.Mlp(300).Describe(new ImageShape(1, 10, 10), 10, Activations.Sigmoid), new Random(5));
        var weights = network.Layers[0].Weight.detach().data<float>().ToArray();

        Assert.AreEqual(Math.Sqrt(2.0 / (100 + 300)), Math.Sqrt(weights.Average(w => (double)w * w)), 0.001);
    }

    private static float[] Weights(SignedNetwork network) => network.Layers[0].Weight.detach().data<float>().ToArray();

    private static void AssertAll(Tensor values, double expected, double tolerance)
    {
        foreach (var value in values.data<float>().ToArray())
            Assert.AreEqual(expected, value, tolerance);
    }
}
