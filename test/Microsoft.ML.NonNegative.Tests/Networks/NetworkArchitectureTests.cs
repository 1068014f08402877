using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Networks;

/// <summary>Counts against the published ones. Of the large networks only descriptions are made, no weights.</summary>
[TestClass]
public sealed class NetworkArchitectureTests
{
    private static readonly Activation G = Activations.ReluN(6);
    private static readonly ImageShape Mnist = new(1, 28, 28);
    private static readonly ImageShape Cifar = new(3, 32, 32);
    private static readonly ImageShape ImageNet = new(3, 224, 224);

    public static IEnumerable<object[]> Families =>
        from images in new[] { ImageSize.Small, ImageSize.Large }
        from depth in new[] { 18, 34, 50, 11, 13, 16, 19 }
        from shape in new[] { (1, 28, 28), (3, 32, 32), (3, 64, 64) }
        select new object[] { depth, images, shape };

    // Published: kuangliu/pytorch-cifar.
    [TestMethod]
    [DataRow(18, 11_173_962)]
    [DataRow(34, 21_282_122)]
    [DataRow(50, 23_520_842)]
    public void ParameterCount_ResNetForCifar_IsThePublished(int depth, long expected) =>
        Assert.AreEqual(expected, Family(depth).Describe(Cifar, 10, G).ParameterCount);

    // Published: torchvision.
    [TestMethod]
    [DataRow(18, 11_689_512)]
    [DataRow(34, 21_797_672)]
    [DataRow(50, 25_557_032)]
    public void ParameterCount_ResNetForImageNet_IsThePublished(int depth, long expected) =>
        Assert.AreEqual(expected, Family(depth, ImageSize.Large).Describe(ImageNet, 1000, G).ParameterCount);

    // Published: torchvision.
    [TestMethod]
    [DataRow(11, 132_863_336, 132_868_840)]
    [DataRow(13, 133_047_848, 133_053_736)]
    [DataRow(16, 138_357_544, 138_365_992)]
    [DataRow(19, 143_667_240, 143_678_248)]
    public void ParameterCount_VggForImageNet_IsThePublished(int depth, long plain, long normalized)
    {
        Assert.AreEqual(plain, Family(depth, ImageSize.Large, batchNormalization: false).Describe(ImageNet, 1000, G).ParameterCount);
        Assert.AreEqual(normalized, Family(depth, ImageSize.Large).Describe(ImageNet, 1000, G).ParameterCount);
    }

    // The published ones of the convolutions, and 512 * 10 + 10 for the head. A normalised channel has two parameters more.
    [TestMethod]
    [DataRow(11, 9_231_114, 64 + 128 + 2 * 256 + 4 * 512)]
    [DataRow(13, 9_416_010, 2 * 64 + 2 * 128 + 2 * 256 + 4 * 512)]
    [DataRow(16, 14_728_266, 2 * 64 + 2 * 128 + 3 * 256 + 6 * 512)]
    [DataRow(19, 20_040_522, 2 * 64 + 2 * 128 + 4 * 256 + 8 * 512)]
    public void ParameterCount_VggForSmallImages_IsThatOfItsConvolutionsAndOneLinearLayer(int depth, long normalized, long channels)
    {
        Assert.AreEqual(normalized, Family(depth).Describe(Cifar, 10, G).ParameterCount);
        Assert.AreEqual(normalized - 2 * channels, Family(depth, batchNormalization: false).Describe(Cifar, 10, G).ParameterCount);
    }

    [TestMethod]
    public void Describe_Mlp_Has784_100_200_10Units()
    {
        var mlp = NetworkArchitecture.Mlp().Describe(Mnist, 10, G);

        Assert.AreEqual((784 + 1) * 100 + (100 + 1) * 200 + (200 + 1) * 10, mlp.ParameterCount);
        Assert.AreEqual(784 * 100 + 100 * 200 + 200 * 10, mlp.MultiplyAccumulates);
        Assert.AreEqual(100_710, mlp.ParameterCount);
    }

    // 28 -> 26 -> 12 (stride 2) -> 10 -> 4 (stride 2), so that 64 * 4 * 4 = 1024 values reach the linear layers.
    [TestMethod]
    public void Describe_SmallCnn_HasTheCountsOfItsSixLayers()
    {
        var cnn = NetworkArchitecture.SmallCnn().Describe(Mnist, 10, G);
        var outputs = new long[] { 26 * 26, 12 * 12, 10 * 10, 4 * 4, 1, 1 };
        var weights = new long[] { 1 * 9 * 32, 32 * 9 * 32, 32 * 9 * 64, 64 * 9 * 64, 1024 * 128, 128 * 10 };

        Assert.AreEqual(weights.Sum() + 32 + 32 + 64 + 64 + 128 + 10, cnn.ParameterCount);
        Assert.AreEqual(weights.Zip(outputs, (w, o) => w * o).Sum(), cnn.MultiplyAccumulates);
        Assert.AreEqual((197_482, 4_087_168), (cnn.ParameterCount, cnn.MultiplyAccumulates));
    }

    // 32 -> 30 -> 28 -> 14 (mean of 2x2) -> 12 -> 10 -> 5 (mean of 2x2), so that 256 * 5 * 5 = 6400 values reach the linear layers.
    [TestMethod]
    public void Describe_CifarCnn_HasTheCountsOfItsSixLayers()
    {
        var cnn = NetworkArchitecture.CifarCnn().Describe(Cifar, 10, G);
        var outputs = new long[] { 30 * 30, 28 * 28, 12 * 12, 10 * 10, 1, 1 };
        var weights = new long[] { 3 * 9 * 32, 32 * 9 * 64, 64 * 9 * 128, 128 * 9 * 256, 6400 * 512, 512 * 10 };

        Assert.AreEqual(weights.Sum() + 32 + 64 + 128 + 256 + 512 + 10, cnn.ParameterCount);
        Assert.AreEqual(weights.Zip(outputs, (w, o) => w * o).Sum(), cnn.MultiplyAccumulates);
        Assert.AreEqual((3_670_858, 58_618_240), (cnn.ParameterCount, cnn.MultiplyAccumulates));
    }

    // Every 3x3 convolution of a stage costs the same, for with half the side come twice the channels: c^2 * 9 * s^2 = 64^2 * 9 * 56^2. The first of a later stage has
    // half the inputs, and its 1x1 shortcut costs a ninth of that half. Published: 1.814 G (torchvision).
    [TestMethod]
    [DataRow(ImageSize.Large, 224, 1000, 1_814_073_344)]
    [DataRow(ImageSize.Small, 32, 10, 555_422_720)]
    public void MultiplyAccumulates_ResNet18_AreThoseCountedByHand(ImageSize images, int side, int classes, long expected)
    {
        var (stem, first) = images == ImageSize.Large ? (3L * 7 * 7 * 64 * 112 * 112, 56) : (3L * 3 * 3 * 64 * 32 * 32, 32);
        var convolution = 64L * 64 * 9 * first * first;
        var laterStage = convolution / 2 + 3 * convolution + convolution / 2 / 9;

        Assert.AreEqual(expected, stem + 4 * convolution + 3 * laterStage + 512 * classes);
        Assert.AreEqual(expected, Family(18, images).Describe(new ImageShape(3, side, side), classes, G).MultiplyAccumulates);
    }

    // Published: 15.47 G (torchvision). Normalisation is folded, and costs nothing.
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void MultiplyAccumulates_Vgg16ForImageNet_AreThoseCountedByHand(bool batchNormalization)
    {
        var convolutions = 9 * (224L * 224 * (3 * 64 + 64 * 64) + 112L * 112 * (64 * 128 + 128 * 128) + 56L * 56 * (128 * 256 + 2 * 256 * 256)
            + 28L * 28 * (256 * 512 + 2 * 512 * 512) + 14L * 14 * (3 * 512 * 512));
        var head = 25_088L * 4096 + 4096 * 4096 + 4096 * 1000;
        var vgg = Family(16, ImageSize.Large, batchNormalization).Describe(ImageNet, 1000, G);

        Assert.AreEqual(15_470_264_320, convolutions + head);
        Assert.AreEqual(15_470_264_320, vgg.MultiplyAccumulates);
    }

    // Published: torchvision (GFLOPS of its weights: 3.66, 4.09, 7.61, 11.31, 19.63).
    [TestMethod]
    [DataRow(34, 3.66)]
    [DataRow(50, 4.09)]
    [DataRow(11, 7.61)]
    [DataRow(13, 11.31)]
    [DataRow(19, 19.63)]
    public void MultiplyAccumulates_ForImageNet_AreThePublished(int depth, double billions) =>
        Assert.AreEqual(billions, Family(depth, ImageSize.Large).Describe(ImageNet, 1000, G).MultiplyAccumulates / 1e9, 0.005);

    [TestMethod]
    [DynamicData(nameof(Families))]
    public void Describe_AnyInputShape_GivesAVectorOfScoresAndTheSameWeightsButForTheInputChannels(int depth, ImageSize images, (int, int, int) shape)
    {
        var input = new ImageShape(shape.Item1, shape.Item2, shape.Item3);
        var description = Family(depth, images).Describe(input, 7, G);
        var usual = Family(depth, images).Describe(ImageNet, 7, G);

        Assert.AreEqual(input, description.Input);
        Assert.AreEqual(7, description.Classes);
        CollectionAssert.AreEqual(new long[] { 7 }, description.Summary[^1].OutputShape.ToArray());
        CollectionAssert.AreEqual(usual.Weighted.Skip(1).ToList(), description.Weighted.Skip(1).ToList());
        Assert.AreEqual(input.Channels, description.Weighted[0].WeightShape[1]);
    }

    // One network of each kind of block and head; each with another shape of images.
    [TestMethod]
    [DataRow(18, 1, 28)]
    [DataRow(50, 3, 32)]
    [DataRow(11, 3, 64)]
    public void Create_NetworkOfTheDescription_HasItsParametersAndScoresABatch(int depth, int channels, int side)
    {
        var description = Family(depth).Describe(new ImageShape(channels, side, side), 10, G);
        using var scope = NewDisposeScope();
        using var network = SignedNetwork.Create(description, seed: 3);
        using var withoutGradients = no_grad();
        network.eval();
        var scores = network.forward(TestNetworks.Inputs(description, 2));

        Assert.AreEqual(description.ParameterCount, network.parameters().Sum(parameter => parameter.numel()));
        CollectionAssert.AreEqual(new long[] { 2, 10 }, scores.shape);
        Assert.IsTrue(scores.isfinite().all().item<bool>());
        Assert.IsGreaterThan(0, scores.std(0, unbiased: false).max().item<float>(), "Both images get the same scores.");
    }

    [TestMethod]
    public void Describe_ResNet50_HasItsStrideInTheMiddleConvolutionOfABlock()
    {
        var summary = Family(50, ImageSize.Large).Describe(ImageNet, 1000, G).Summary.ToDictionary(layer => layer.Name, layer => string.Join('x', layer.OutputShape));

        Assert.AreEqual("64x112x112", summary["0"]);
        Assert.AreEqual("64x56x56", summary["1"]);
        Assert.AreEqual("256x56x56", summary["2"]);
        Assert.AreEqual("128x56x56", summary["5.branch.0"]);
        Assert.AreEqual("128x28x28", summary["5.branch.1"]);
        Assert.AreEqual("512x28x28", summary["5.branch.2"]);
        Assert.AreEqual("512x28x28", summary["5.shortcut.0"]);
        Assert.IsFalse(summary.ContainsKey("6.shortcut.0"), "Only the first block of a stage has a shortcut of its own.");
        Assert.AreEqual("2048x7x7", summary["17"]);
        Assert.AreEqual("2048x1x1", summary["18"]);
    }

    [TestMethod]
    public void Describe_AnyResNet_HasNormalizedConvolutionsWithoutBiasesAndALinearLayerWithThem()
    {
        var weighted = Family(18).Describe(Cifar, 10, G).Weighted;

        Assert.AreEqual(1 + 16 + 3 + 1, weighted.Length);
        Assert.IsTrue(weighted[..^1].All(layer => layer is ConvolutionLayer { HasBias: false, IsNormalized: true }));
        Assert.IsTrue(weighted[^1] is LinearLayer { HasBias: true, IsNormalized: false });
    }

    [TestMethod]
    [DataRow(false, 13)]
    [DataRow(true, 16)]
    public void Describe_SmallestImageOfACnn_FitsAndOnePixelLessDoesNot(bool isForCifar, int side)
    {
        var architecture = isForCifar ? NetworkArchitecture.CifarCnn() : NetworkArchitecture.SmallCnn();

        Assert.AreEqual(10, architecture.Describe(new ImageShape(1, side, side), 10, G).Classes);
        var error = Assert.ThrowsExactly<ArgumentException>(() => architecture.Describe(new ImageShape(1, side - 1, side), 10, G));
        StringAssert.Contains(error.Message, "cannot take an input of shape");
    }

    [TestMethod]
    public void Name_EveryFamily_SaysWhatItIs()
    {
        Assert.AreEqual("MLP (100-200)", NetworkArchitecture.Mlp().ToString());
        Assert.AreEqual("MLP (7)", NetworkArchitecture.Mlp(7).Name);
        Assert.AreEqual("ResNet-18 (small images)", NetworkArchitecture.ResNet18().ToString());
        Assert.AreEqual("ResNet-50 (large images)", NetworkArchitecture.ResNet50(ImageSize.Large).ToString());
        Assert.AreEqual("VGG-11 with batch normalisation (small images)", NetworkArchitecture.Vgg11().ToString());
        Assert.AreEqual("VGG-19 (large images)", NetworkArchitecture.Vgg19(batchNormalization: false, ImageSize.Large).ToString());
        Assert.AreNotEqual(NetworkArchitecture.SmallCnn().Name, NetworkArchitecture.CifarCnn().Name);
    }

    private static NetworkArchitecture Family(int depth, ImageSize images = ImageSize.Small, bool batchNormalization = true) => depth switch
    {
        18 => NetworkArchitecture.ResNet18(images),
        34 => NetworkArchitecture.ResNet34(images),
        50 => NetworkArchitecture.ResNet50(images),
        11 => NetworkArchitecture.Vgg11(batchNormalization, images),
        13 => NetworkArchitecture.Vgg13(batchNormalization, images),
        16 => NetworkArchitecture.Vgg16(batchNormalization, images),
        19 => NetworkArchitecture.Vgg19(batchNormalization, images),
        _ => throw new ArgumentOutOfRangeException(nameof(depth)),
    };
}
