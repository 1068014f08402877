using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

[TestClass]
public sealed class NonNegativeLayerTests
{
    public static IEnumerable<object[]> Cases =>
        from description in new WeightedLayer[]
        {
            new LinearLayer(6, 4, null),
            new ConvolutionLayer(2, 3, KernelSize: 3, Stride: 1, Padding: 0, null),
            new ConvolutionLayer(2, 3, KernelSize: 3, Stride: 2, Padding: 1, null),
            new ConvolutionLayer(2, 4, KernelSize: 3, Stride: 1, Padding: 2, null) { Dilation = 2, Groups = 2 },
        }
        from range in new[] { SignalRange.Unit, new SignalRange(-0.5, 2) }
        from offset in Enum.GetValues<OffsetKind>()
        select new object[] { description, range, offset };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Forward_FusedForm_GivesTheSplitFormsOutputsAndGradients(object layerDescription, object signalRange, OffsetKind offset)
    {
        var (description, range) = ((WeightedLayer)layerDescription, (SignalRange)signalRange);
        using var layer = Layer(description, range, offset);
        using var scope = NewDisposeScope();
        var shape = description is LinearLayer ? new long[] { 5, 6 } : [5, 2, 7, 7];
        var input = (rand(shape, float64) * range.Extent + range.Lower).requires_grad_();

        var fused = layer.forward(input);
        var weighting = rand_like(fused);
        (fused * weighting).sum().backward();
        var fusedGradients = Gradients(layer, input);
        var split = layer.Split(input - range.Lower).Shifted - description.PerOutput(layer.Offset);
        (split * weighting).sum().backward();
        var splitGradients = Gradients(layer, input);

        AssertClose(split, fused);
        foreach (var (expected, actual) in splitGradients.Zip(fusedGradients))
            AssertClose(expected, actual);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void ToSigned_RewrittenLayer_RecoversWeightsAndBiases(object layerDescription, object signalRange, OffsetKind offset)
    {
        var (description, range) = ((WeightedLayer)layerDescription, (SignalRange)signalRange);
        using var signed = Signed(description);
        using var layer = IsomorphicTransformation.ToNonNegative(signed, range, offset);
        using var recovered = layer.ToSigned();

        AssertClose(signed.Weight, recovered.Weight);
        AssertClose(signed.Bias!, recovered.Bias!);
    }

    private static List<Tensor> Gradients(NonNegativeLayer layer, Tensor input)
    {
        var gradients = new List<Tensor>();
        foreach (var tensor in new[] { layer.Positive, layer.Negative, layer.Bias, input })
        {
            gradients.Add(tensor.grad!.clone());
            tensor.grad!.zero_();
        }
        return gradients;
    }

    private static NonNegativeLayer Layer(WeightedLayer description, SignalRange range, OffsetKind offset)
    {
        using var signed = Signed(description);
        return IsomorphicTransformation.ToNonNegative(signed, range, offset);
    }

    private static SignedLayer Signed(WeightedLayer description) =>
        new(description, randn([.. description.WeightShape], float64), randn(description.Outputs, float64));

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        var difference = (expected - actual).abs().max().item<double>();
        Assert.IsLessThan(1e-12 * Math.Max(1, expected.abs().max().item<double>()), difference);
    }
}
