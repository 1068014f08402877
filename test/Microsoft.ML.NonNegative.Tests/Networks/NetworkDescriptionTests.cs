namespace Microsoft.ML.NonNegative.Tests.Networks;

[TestClass]
public sealed class NetworkDescriptionTests
{
    private static readonly Activation G = Activations.Sinusoidal;

    [TestMethod]
    public void ParameterCount_PublishedMlp_IsThatOf784_100_200_10() =>
        Assert.AreEqual(100_710, NetworkArchitecture.Mlp().Describe(new ImageShape(1, 28, 28), 10, G).ParameterCount);

    [TestMethod]
    public void ParameterCount_PublishedCnn_IsThatOfItsSixLayers() =>
        Assert.AreEqual(320 + 9_248 + 18_496 + 36_928 + 131_200 + 1_290, NetworkArchitecture.SmallCnn().Describe(new ImageShape(1, 28, 28), 10, G).ParameterCount);

    [TestMethod]
    public void Describe_ImageTooSmallForTheCnn_SaysWhichLayerDoesNotFit()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => NetworkArchitecture.SmallCnn().Describe(new ImageShape(1, 6, 6), 10, G));

        StringAssert.Contains(error.Message, "'convolution 3x3, 32 to 64, sinusoidal' cannot take an input of shape 32x1x1");
    }

    [TestMethod]
    public void Mlp_LayerWithoutUnits_Throws() => Assert.ThrowsExactly<ArgumentException>(() => NetworkArchitecture.Mlp(10, 0));

    [TestMethod]
    public void Describe_OneClass_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => NetworkArchitecture.Mlp().Describe(new ImageShape(1, 4, 4), 1, G));

    [TestMethod]
    public void Describe_ImageTooLargeToCount_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => NetworkArchitecture.SmallCnn().Describe(new ImageShape(1, 65536, 65536), 2, G));

    [TestMethod]
    public void Constructor_NullAmongTheLayers_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new NetworkDescription(new ImageShape(1, 1, 4), [null!, new LinearLayer(4, 2, null)]));
        Assert.ThrowsExactly<ArgumentException>(() => new ResidualLayer([null!, new LinearLayer(4, 2, null)], [], G));
    }

    [TestMethod]
    public void Constructor_LastLayerWithActivation_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => new NetworkDescription(new ImageShape(1, 1, 4), [new FlattenLayer(), new LinearLayer(4, 2, G)]));

    [TestMethod]
    public void Constructor_HiddenLayerWithoutActivation_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => new NetworkDescription(new ImageShape(1, 1, 4), [new FlattenLayer(), new LinearLayer(4, 3, null), new LinearLayer(3, 2, null)]));

    [TestMethod]
    public void Constructor_LayersThatDoNotFit_Throws()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new NetworkDescription(new ImageShape(1, 1, 4), [new FlattenLayer(), new LinearLayer(5, 2, null)]));

        StringAssert.Contains(error.Message, "Layer 1: A layer 'linear, 5 to 2' cannot take an input of shape 4");
    }

    [TestMethod]
    public void Equals_SameLayers_IsTrue() => Assert.AreEqual(TestNetworks.PaddedCnn(G), TestNetworks.PaddedCnn(G));

    [TestMethod]
    [DataRow(784, 1, 28, 28)]
    [DataRow(10, 1, 1, 10)]
    public void FromSize_VectorLength_IsASquareWhereOneFits(int size, int channels, int height, int width) =>
        Assert.AreEqual(new ImageShape(channels, height, width), ImageShape.FromSize(size));
}
