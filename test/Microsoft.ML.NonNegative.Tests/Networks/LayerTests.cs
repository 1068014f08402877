using System.Globalization;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Networks;

/// <summary>What every kind of layer takes and gives, and how a description puts layers together.</summary>
[TestClass]
public sealed class LayerTests
{
    private static readonly Activation G = Activations.ReluN(6);

    // Each twice: the values are equal, and equal to no other.
    private static readonly Func<LayerDescription>[] Distinct =
    [
        () => new FlattenLayer(),
        () => new LinearLayer(4, 3, null),
        () => new LinearLayer(4, 3, G),
        () => new LinearLayer(4, 3, Activations.ReluN(7)),
        () => new LinearLayer(3, 4, G),
        () => new LinearLayer(4, 3, G) { HasBias = false },
        () => new LinearLayer(4, 3, G) { IsNormalized = true },
        () => new ConvolutionLayer(4, 6, 3, 1, 0, G),
        () => new ConvolutionLayer(4, 6, 3, 2, 0, G),
        () => new ConvolutionLayer(4, 6, 3, 1, 1, G),
        () => new ConvolutionLayer(4, 6, 3, 1, 0, G) { Dilation = 2 },
        () => new ConvolutionLayer(4, 6, 3, 1, 0, G) { Groups = 2 },
        () => new ConvolutionLayer(4, 6, 3, 1, 0, G) { HasBias = false },
        () => new MaxPoolingLayer(2, 2),
        () => new MaxPoolingLayer(2, 2, 1),
        () => new AveragePoolingLayer(2, 2),
        () => new AdaptiveAveragePoolingLayer(2),
        () => new ResidualLayer([Same(4)], [], G),
        () => new ResidualLayer([Same(4)], [], Activations.Sinusoidal),
        () => new ResidualLayer([Same(4)], [Same(4)], G),
        () => new ResidualLayer([Same(4), Same(4) with { Activation = null }], [], G),
        () => new ResidualLayer([Same(4) with { Padding = 0 }], [], G),
    ];

    // A layer, and an input that it cannot take.
    private static readonly (LayerDescription Layer, long[] Input)[] Misfits =
    [
        (new LinearLayer(5, 2, null), [4]),
        (new LinearLayer(5, 2, null), [1, 5]),
        (new LinearLayer(4, 0, null), [4]),
        (new ConvolutionLayer(3, 8, 3, 1, 0, G), [4, 8, 8]),
        (new ConvolutionLayer(3, 8, 3, 1, 0, G), [192]),
        (new ConvolutionLayer(3, 8, 3, 1, 0, G), [3, 2, 8]),
        (new ConvolutionLayer(3, 8, 3, 1, 0, G), [3, 8, 2]),
        (new ConvolutionLayer(3, 8, 3, 1, 0, G) { Dilation = 4 }, [3, 8, 8]),
        (new ConvolutionLayer(3, 8, 3, 1, 0, G) { Dilation = 0 }, [3, 8, 8]),
        (new ConvolutionLayer(3, 8, 3, 0, 0, G), [3, 8, 8]),
        (new ConvolutionLayer(3, 8, 0, 1, 0, G), [3, 8, 8]),
        (new ConvolutionLayer(3, 8, 3, 1, -1, G), [3, 8, 8]),
        (new ConvolutionLayer(3, 8, 3, 1, 3, G), [3, 8, 8]),
        (new ConvolutionLayer(3, 0, 3, 1, 0, G), [3, 8, 8]),
        (new ConvolutionLayer(3, 8, 3, 1, 0, G) { Groups = 0 }, [3, 8, 8]),
        (new ConvolutionLayer(3, 8, 3, 1, 0, G) { Groups = 2 }, [3, 8, 8]),
        (new ConvolutionLayer(4, 6, 3, 1, 0, G) { Groups = 4 }, [4, 8, 8]),
        (new ConvolutionLayer(int.MaxValue, 8, int.MaxValue, 1, int.MaxValue - 1, G) { Dilation = int.MaxValue }, [int.MaxValue, 1, 1]),
        (new MaxPoolingLayer(3, 2), [4, 2, 8]),
        (new MaxPoolingLayer(3, 0), [4, 8, 8]),
        (new MaxPoolingLayer(3, 2, 2), [4, 8, 8]),
        (new MaxPoolingLayer(3, 2, -1), [4, 8, 8]),
        (new MaxPoolingLayer(2, 2), [16]),
        (new AveragePoolingLayer(3, 2), [4, 8, 2]),
        (new AveragePoolingLayer(0, 1), [4, 8, 8]),
        (new AveragePoolingLayer(2, 2), [16]),
        (new AdaptiveAveragePoolingLayer(0), [4, 8, 8]),
        (new AdaptiveAveragePoolingLayer(1), [16]),
    ];

    public static IEnumerable<object[]> MisfitIndexes => Enumerable.Range(0, Misfits.Length).Select(i => new object[] { i });

    [TestMethod]
    [DataRow(3, 1, 0, 1, 1, 6, 4)]
    [DataRow(3, 1, 1, 1, 1, 8, 6)]
    [DataRow(3, 2, 1, 1, 1, 4, 3)]
    [DataRow(1, 2, 0, 1, 1, 4, 3)]
    [DataRow(5, 3, 2, 1, 1, 3, 2)]
    [DataRow(3, 1, 0, 2, 1, 4, 2)]
    [DataRow(3, 1, 2, 2, 2, 8, 6)]
    [DataRow(2, 3, 3, 3, 2, 4, 3)]
    public void OutputShape_Convolution_IsThatOfTheTensor(int kernel, int stride, int padding, int dilation, int groups, int height, int width)
    {
        using var scope = NewDisposeScope();
        var layer = new ConvolutionLayer(4, 6, kernel, stride, padding, null) { Dilation = dilation, Groups = groups };
        var output = layer.Apply(ones(1, 4, 8, 6), ones([.. layer.WeightShape]), ones(6));

        CollectionAssert.AreEqual(new long[] { 6, height, width }, layer.OutputShape([4, 8, 6]).ToArray());
        CollectionAssert.AreEqual(new long[] { 1, 6, height, width }, output.shape);
    }

    [TestMethod]
    public void OutputShape_SignalLayers_IsThatOfTheTensor()
    {
        AssertShape(new FlattenLayer(), 4 * 8 * 6);
        AssertShape(new MaxPoolingLayer(2, 2), 4, 4, 3);
        AssertShape(new MaxPoolingLayer(3, 2, 1), 4, 4, 3);
        AssertShape(new MaxPoolingLayer(3, 1), 4, 6, 4);
        AssertShape(new AveragePoolingLayer(2, 2), 4, 4, 3);
        AssertShape(new AveragePoolingLayer(3, 2), 4, 3, 2);
        AssertShape(new AdaptiveAveragePoolingLayer(1), 4, 1, 1);
        AssertShape(new AdaptiveAveragePoolingLayer(3), 4, 3, 3);
    }

    [TestMethod]
    [DynamicData(nameof(MisfitIndexes))]
    public void OutputShape_InputThatDoesNotFit_ThrowsAndNamesLayerAndShape(int index)
    {
        var (layer, input) = Misfits[index];

        var error = Assert.ThrowsExactly<ArgumentException>(() => layer.OutputShape(input));

        Assert.AreEqual($"A layer '{layer.Kind}' cannot take an input of shape {string.Join('x', input)}.", error.Message);
    }

    [TestMethod]
    public void Counts_GroupedConvolution_HasTheInputsOfOneGroup()
    {
        var grouped = new ConvolutionLayer(4, 6, 3, 1, 1, G) { Groups = 2, IsNormalized = true };
        var depthwise = new ConvolutionLayer(4, 4, 3, 1, 1, G) { Groups = 4, HasBias = false };

        CollectionAssert.AreEqual(new long[] { 6, 2, 3, 3 }, grouped.WeightShape.ToArray());
        Assert.AreEqual((18, 6 * 18 + 6 + 2 * 6), (grouped.FanIn, grouped.ParameterCount));
        Assert.AreEqual((9, 4 * 9), (depthwise.FanIn, depthwise.ParameterCount));
    }

    [TestMethod]
    public void Apply_Groups_AreConvolutionsSideBySide()
    {
        using var scope = NewDisposeScope();
        var (x, w, b) = (Numbers(1, 2, 4, 5, 5), Numbers(2, 6, 2, 3, 3), Numbers(3, 6));
        var half = new ConvolutionLayer(2, 3, 3, 2, 1, null);

        AssertEqual(cat([half.Apply(x.narrow(1, 0, 2), w.narrow(0, 0, 3), b.narrow(0, 0, 3)), half.Apply(x.narrow(1, 2, 2), w.narrow(0, 3, 3), b.narrow(0, 3, 3))], 1),
            new ConvolutionLayer(4, 6, 3, 2, 1, null) { Groups = 2 }.Apply(x, w, b));
    }

    [TestMethod]
    public void Apply_Dilation_IsAKernelWithZerosInBetween()
    {
        using var scope = NewDisposeScope();
        var (x, w) = (Numbers(1, 2, 4, 7, 7), Numbers(2, 6, 4, 2, 2));
        var spread = zeros(6, 4, 3, 3, float64);
        for (var row = 0; row < 2; row++)
            for (var column = 0; column < 2; column++)
                spread[TensorIndex.Colon, TensorIndex.Colon, 2 * row, 2 * column] = w[TensorIndex.Colon, TensorIndex.Colon, row, column];

        AssertEqual(new ConvolutionLayer(4, 6, 3, 1, 1, null).Apply(x, spread, null), new ConvolutionLayer(4, 6, 2, 1, 1, null) { Dilation = 2 }.Apply(x, w, null));
    }

    [TestMethod]
    public void Apply_PaddingOfANumber_StandsAroundTheImage()
    {
        using var scope = NewDisposeScope();
        var (x, w, b) = (Numbers(1, 2, 4, 5, 5), Numbers(2, 6, 4, 3, 3), Numbers(3, 6));
        var framed = full(2, 4, 7, 7, 0.75, float64);
        framed.narrow(2, 1, 5).narrow(3, 1, 5).copy_(x);

        AssertEqual(new ConvolutionLayer(4, 6, 3, 2, 0, null).Apply(framed, w, b), new ConvolutionLayer(4, 6, 3, 2, 1, null).Apply(x, w, b, padding: 0.75));
    }

    [TestMethod]
    public void Equals_LayersOfTheSameValues_AreEqualAndOthersAreNot()
    {
        for (var i = 0; i < Distinct.Length; i++)
            for (var j = 0; j < Distinct.Length; j++)
                Assert.AreEqual(i == j, Distinct[i]().Equals(Distinct[j]()), $"layers {i} and {j}");
        foreach (var layer in Distinct)
            Assert.AreEqual(layer().GetHashCode(), layer().GetHashCode(), layer().Kind);
    }

    [TestMethod]
    public void Kind_OfEveryLayer_SaysWhatDiffersFromTheUsual()
    {
        Assert.AreEqual("flatten", new FlattenLayer().Kind);
        Assert.AreEqual("linear, 4 to 3", new LinearLayer(4, 3, null).Kind);
        Assert.AreEqual("linear, 4 to 3, no bias, batch normalisation, relu6", new LinearLayer(4, 3, G) { HasBias = false, IsNormalized = true }.Kind);
        Assert.AreEqual("convolution 3x3, 4 to 6", new ConvolutionLayer(4, 6, 3, 1, 0, null).Kind);
        Assert.AreEqual("convolution 3x3, 4 to 6, stride 2, padding 1, dilation 3, groups 2, relu6", new ConvolutionLayer(4, 6, 3, 2, 1, G) { Dilation = 3, Groups = 2 }.Kind);
        Assert.AreEqual("max pooling 3x3, stride 2, padding 1", new MaxPoolingLayer(3, 2, 1).Kind);
        Assert.AreEqual("average pooling 2x2, stride 1", new AveragePoolingLayer(2, 1).Kind);
        Assert.AreEqual("average pooling to 7x7", new AdaptiveAveragePoolingLayer(7).Kind);
        Assert.AreEqual("residual sum, sinusoidal", new ResidualLayer([Same(4)], [], Activations.Sinusoidal).Kind);
    }

    [TestMethod]
    public void Residual_WayThatDoesNotEndInWeightsWithoutActivation_Throws()
    {
        AssertRefused([], []);
        AssertRefused([Same(4) with { Activation = G }], []);
        AssertRefused([Same(4), new MaxPoolingLayer(1, 1)], []);
        AssertRefused([Same(4)], [new MaxPoolingLayer(1, 1)]);
        AssertRefused([Same(4)], [Same(4) with { Activation = G }]);
        AssertRefused([new ResidualLayer([Same(4)], [], G)], []);

        static void AssertRefused(LayerDescription[] branch, LayerDescription[] shortcut) =>
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new ResidualLayer(branch, shortcut, G)).Message, "must end in a layer with weights and without activation");
    }

    [TestMethod]
    public void Residual_NoActivation_Throws() => Assert.ThrowsExactly<ArgumentNullException>(() => new ResidualLayer([Same(4)], [], null!));

    [TestMethod]
    public void Describe_WaysThatDoNotAddUp_SaysWhichLayer() => AssertMessage(
        "Layer 1: The ways of a residual layer give outputs of shapes 4x4x4 and 4x8x8, which cannot be added.",
        [Same(4) with { Activation = G }, new ResidualLayer([Same(4) with { Stride = 2 }], [], G), .. Head(4 * 64)]);

    [TestMethod]
    public void Describe_LayerOnAWayThatDoesNotFit_SaysWhichLayer()
    {
        AssertMessage("Layer 1.branch.1: A layer 'convolution 3x3, 3 to 3, padding 1' cannot take an input of shape 4x8x8.",
            [Same(4) with { Activation = G }, new ResidualLayer([Same(4) with { Activation = G }, Same(3)], [], G), .. Head(4 * 64)]);
        AssertMessage("Layer 1.shortcut.0: A layer 'linear, 4 to 4' cannot take an input of shape 4x8x8.",
            [Same(4) with { Activation = G }, new ResidualLayer([Same(4)], [new LinearLayer(4, 4, null)], G), .. Head(4 * 64)]);
    }

    [TestMethod]
    public void Describe_WeightsWithoutActivationInTheMiddle_SaysWhichLayer()
    {
        AssertMessage("Layer 1 (linear, 256 to 3) has no activation.", [new FlattenLayer(), new LinearLayer(256, 3, null), new LinearLayer(3, 2, null)]);
        AssertMessage("Layer 0.branch.0 (convolution 3x3, 4 to 4, padding 1) has no activation.", [new ResidualLayer([Same(4), Same(4)], [], G), .. Head(256)]);
    }

    [TestMethod]
    public void Describe_NoScoresAtTheEnd_Throws()
    {
        AssertMessage("The last layer must have weights and no activation", []);
        AssertMessage("The last layer must have weights and no activation", [new FlattenLayer()]);
        AssertMessage("The last layer must have weights and no activation", [new FlattenLayer(), new LinearLayer(256, 2, G)]);
        AssertMessage("The network gives outputs of shape 4x8x8; it must end in a vector of scores.", [Same(4)]);
    }

    [TestMethod]
    public void Describe_InputWithoutPixels_Throws()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new NetworkDescription(new ImageShape(4, 0, 8), Head(0)));

        StringAssert.Contains(error.Message, "The input shape 4x0x8 must be at least 1x1x1.");
    }

    [TestMethod]
    public void Describe_MoreSignalsThanTensorsCanHold_Throws() =>
        AssertMessage("A layer gives 2147483648 outputs for one image; at most 2147483647 are possible.",
            [Same(4) with { Activation = G, OutputChannels = 1 << 25 }, new AdaptiveAveragePoolingLayer(1), .. Head(1 << 25)]);

    [TestMethod]
    public void Describe_MoreSignalsThan64BitsCount_Throws()
    {
        AssertMessage("", [new AdaptiveAveragePoolingLayer(int.MaxValue), new AdaptiveAveragePoolingLayer(1), .. Head(4)]);
        Assert.ThrowsExactly<ArgumentException>(() => new NetworkDescription(new ImageShape(int.MaxValue, int.MaxValue, int.MaxValue), Head(1)));
    }

    [TestMethod]
    public void Summary_NetworkWithResidualLayers_NamesEveryLayerInTheOrderOfComputing()
    {
        var summary = Mixed().Summary;

        CollectionAssert.AreEqual(
            new[] { "0", "1", "2.branch.0.branch.0", "2.branch.0", "2.branch.1", "2.shortcut.0", "2", "3", "4", "5" }, summary.Select(layer => layer.Name).ToList());
        CollectionAssert.AreEqual(
            new[] { "4x8x8", "4x4x4", "4x4x4", "4x4x4", "6x2x2", "6x2x2", "6x2x2", "6x1x1", "6", "3" }, summary.Select(layer => string.Join('x', layer.OutputShape)).ToList());
        CollectionAssert.AreEqual(
            new long[] { 2 * 9 * 4 + 4, 0, 4 * 9 * 4 + 8, 0, 4 * 9 * 6 + 6, 4 * 6 + 6, 0, 0, 0, 6 * 3 + 3 }, summary.Select(layer => layer.ParameterCount).ToList());
        CollectionAssert.AreEqual(
            new long[] { 2 * 9 * 4 * 64, 0, 4 * 9 * 4 * 16, 0, 4 * 9 * 6 * 4, 4 * 6 * 4, 0, 0, 0, 6 * 3 }, summary.Select(layer => layer.MultiplyAccumulates).ToList());
        CollectionAssert.AreEqual(new[] { 0, 2, 4, 5, 9 }, Enumerable.Range(0, summary.Length).Where(i => summary[i].IsWeighted).ToList());
        Assert.AreEqual("2.branch.1 (convolution 3x3, 4 to 6, stride 2, padding 1)", summary[4].FullName);
    }

    [TestMethod]
    public void Counts_NetworkWithResidualLayers_AreTheSumsOfTheSummary()
    {
        var description = Mixed();

        Assert.AreEqual(description.Summary.Sum(layer => layer.ParameterCount), description.ParameterCount);
        Assert.AreEqual(description.Summary.Sum(layer => layer.MultiplyAccumulates), description.MultiplyAccumulates);
        Assert.AreEqual((76 + 152 + 222 + 30 + 21, 4608 + 2304 + 864 + 96 + 18), (description.ParameterCount, description.MultiplyAccumulates));
        Assert.AreEqual(3, description.Classes);
        Assert.AreEqual(4 * 8 * 8, description.MaxSignals);
        CollectionAssert.AreEqual(description.Summary.Where(layer => layer.IsWeighted).Select(layer => layer.FullName).ToList(), description.WeightedNames.ToList());
        CollectionAssert.AreEqual(new[] { "0", "2.branch.0", "2" }, description.Activations.Select(site => site.Layer.Split(' ')[0]).ToList());
    }

    [TestMethod]
    [DataRow("en-US")]
    [DataRow("de-DE")]
    public void ToString_UnderAnyCulture_IsOneLineForEachLayerAndTheSums(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            var description = NetworkArchitecture.Mlp().Describe(new ImageShape(1, 28, 28), 10, Activations.ReluN(14.5));

            CollectionAssert.AreEqual(
                new[]
                {
                    "input 1x28x28", "0 (flatten) -> 784", "1 (linear, 784 to 100, relu14.5) -> 100", "2 (linear, 100 to 200, relu14.5) -> 200", "3 (linear, 200 to 10) -> 10",
                    "100,710 parameters, 100,400 multiply-accumulates an image",
                },
                description.ToString().Split(Environment.NewLine));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void Equals_DescriptionsOfTheSameLayers_AreEqualAndOthersAreNot()
    {
        Assert.AreEqual(Mixed(), Mixed());
        Assert.AreEqual(Mixed().GetHashCode(), Mixed().GetHashCode());
        Assert.AreNotEqual(Mixed(), new NetworkDescription(new ImageShape(2, 8, 9), Mixed().Layers));
        Assert.AreNotEqual(Mixed(), Mixed().Fold());
    }

    // A normalised layer without biases has a scale and a shift for each output before, and a bias after.
    [TestMethod]
    public void Fold_NormalizedLayers_HaveBiasesInstead()
    {
        var resNet = NetworkArchitecture.ResNet18().Describe(new ImageShape(3, 32, 32), 10, G);
        var folded = resNet.Fold();

        Assert.IsTrue(folded.Weighted.All(layer => layer is { HasBias: true, IsNormalized: false }));
        Assert.AreEqual(11_173_962 - 5 * (64 + 128 + 256 + 512), folded.ParameterCount);
        Assert.AreEqual(resNet.MultiplyAccumulates, folded.MultiplyAccumulates);
        CollectionAssert.AreEqual(resNet.Summary.Select(layer => (layer.Name, string.Join('x', layer.OutputShape))).ToList(), folded.Summary.Select(layer => (layer.Name, string.Join('x', layer.OutputShape))).ToList());
        Assert.AreEqual(folded, folded.Fold());
    }

    [TestMethod]
    public void Rewrite_Activations_AreGivenInTheOrderOfComputing()
    {
        var description = Mixed();
        var given = new List<(int, Activation)>();
        var rewritten = description.Rewrite(activation: (i, old) =>
        {
            given.Add((i, old));
            return Activations.ReluN(i + 1);
        });

        CollectionAssert.AreEqual(description.Activations.Select((site, i) => (i, site.Activation)).ToList(), given);
        CollectionAssert.AreEqual(new[] { "relu1", "relu2", "relu3" }, rewritten.Activations.Select(site => site.Activation.Name).ToList());
        Assert.AreEqual((description.ParameterCount, description.MultiplyAccumulates), (rewritten.ParameterCount, rewritten.MultiplyAccumulates));
        Assert.AreEqual(description, description.Rewrite());
    }

    [TestMethod]
    public void Forward_OwnLayerThatGivesBackItsInput_ComputesWithIt()
    {
        using var scope = NewDisposeScope();
        LayerDescription[] head = [new FlattenLayer(), new LinearLayer(256, 3, null)];
        var plain = new NetworkDescription(new ImageShape(4, 8, 8), [new ResidualLayer([Same(4)], [], G), .. head]);
        var with = new NetworkDescription(new ImageShape(4, 8, 8), [new Unchanged(), new ResidualLayer([new Unchanged(), Same(4)], [], G), new Unchanged(), .. head]);
        var inputs = TestNetworks.Inputs(plain, 2);
        using var first = SignedNetwork.Create(plain, seed: 1);
        using var second = SignedNetwork.Create(with, seed: 1);

        Assert.AreEqual(0, first.forward(inputs).sub(second.forward(inputs)).abs().max().item<float>());
    }

    [TestMethod]
    public void Forward_AnyForm_LeavesNothingBehindButItsScores()
    {
        var description = Mixed();
        using var signed = SignedNetwork.Create(description, seed: 1);
        using var inputs = TestNetworks.Inputs(description, 2, lower: -1);
        AssertLeavesNothing(signed.forward, inputs);
        using var network = signed.ToNonNegative(new SignalRange(-1, 1));
        AssertLeavesNothing(network.forward, inputs);
        AssertLeavesNothing(network.SplitForward, inputs);
    }

    // What stands before the first weights takes the inputs as they are sent, x - lo, along.
    [TestMethod]
    public void SplitForward_LayersBeforeTheFirstWeights_LeaveNothingBehindButTheScores()
    {
        var description = new NetworkDescription(new ImageShape(4, 8, 8), [new MaxPoolingLayer(2, 2), new AveragePoolingLayer(2, 2), .. Head(16)]);
        using var signed = SignedNetwork.Create(description, seed: 1);
        using var network = signed.ToNonNegative(new SignalRange(-1, 1));
        using var inputs = TestNetworks.Inputs(description, 2, lower: -1);

        AssertLeavesNothing(network.SplitForward, inputs);
    }

    /// <summary>A residual layer within a residual layer, normalisation, pooling, and ways with and without weights.</summary>
    private static NetworkDescription Mixed() => new(new ImageShape(2, 8, 8),
    [
        new ConvolutionLayer(2, 4, 3, 1, 1, G),
        new MaxPoolingLayer(2, 2),
        new ResidualLayer(
            [new ResidualLayer([Same(4) with { HasBias = false, IsNormalized = true }], [], Activations.Sigmoid), new ConvolutionLayer(4, 6, 3, 2, 1, null)],
            [new ConvolutionLayer(4, 6, 1, 2, 0, null)],
            Activations.Sinusoidal),
        new AdaptiveAveragePoolingLayer(1),
        .. Head(6, 3),
    ]);

    private static ConvolutionLayer Same(int channels) => new(channels, channels, 3, 1, 1, Activation: null);

    private static LayerDescription[] Head(int inputs, int classes = 2) => [new FlattenLayer(), new LinearLayer(inputs, classes, null)];

    private static void AssertMessage(string expected, LayerDescription[] layers) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new NetworkDescription(new ImageShape(4, 8, 8), layers)).Message, expected);

    private static void AssertShape(SignalLayer layer, params long[] expected)
    {
        using var scope = NewDisposeScope();
        CollectionAssert.AreEqual(expected, layer.OutputShape([4, 8, 6]).ToArray(), layer.Kind);
        CollectionAssert.AreEqual(expected.Prepend(2).ToArray(), layer.Apply(ones(2, 4, 8, 6)).shape, layer.Kind);
    }

    // Within a scope, nothing may be moved to it either.
    private static void AssertLeavesNothing(Func<Tensor, Tensor> forward, Tensor inputs)
    {
        using var withoutGradients = no_grad();
        forward(inputs).Dispose();
        var before = LiveTensors.Count();
        using (var scope = NewDisposeScope())
        {
            for (var i = 0; i < 5; i++)
                forward(inputs).Dispose();
            Assert.AreEqual(0, scope.DisposablesCount);
        }
        for (var i = 0; i < 5; i++)
            forward(inputs).Dispose();

        Assert.AreEqual(before, LiveTensors.Now());
    }

    private static void AssertEqual(Tensor expected, Tensor actual)
    {
        CollectionAssert.AreEqual(expected.shape, actual.shape);
        Assert.IsLessThan(1e-12, expected.sub(actual).abs().max().item<double>());
    }

    private static Tensor Numbers(int seed, params long[] shape)
    {
        var random = new Random(seed);
        return tensor(Enumerable.Range(0, (int)shape.Product()).Select(_ => random.NextDouble() - 0.5).ToArray(), shape);
    }

    private sealed record Unchanged : SignalLayer
    {
        public override string Kind => "unchanged";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

        public override SignalRange? OutputRange(SignalRange input) => input;

        public override Tensor Apply(Tensor input) => input;
    }
}
