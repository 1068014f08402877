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
        }
        from range in new[] { SignalRange.Unit, new SignalRange(-0.5, 2) }
        select new object[] { description, range };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Forward_FusedForm_GivesTheSplitFormsOutputsAndGradients(object layerDescription, object signalRange)
    {
        var (description, range) = ((WeightedLayer)layerDescription, (SignalRange)signalRange);
        using var layer = Layer(description, range);
        using var scope = NewDisposeScope();
        var shape = description is LinearLayer ? new long[] { 5, 6 } : [5, 2, 7, 7];
        var input = (rand(shape, float64) * range.Extent + range.Lower).requires_grad_();

        var fused = layer.forward(input);
        var weighting = rand_like(fused);
        (fused * weighting).sum().backward();
        var fusedGradients = Gradients(layer, input);
        var split = layer.Activate(layer.Split(input).Shifted);
        (split * weighting).sum().backward();
        var splitGradients = Gradients(layer, input);

        AssertClose(split, fused);
        foreach (var (expected, actual) in splitGradients.Zip(fusedGradients))
            AssertClose(expected, actual);
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

    private static NonNegativeLayer Layer(WeightedLayer description, SignalRange range)
    {
        using var signed = new SignedLayer(description, randn([.. description.WeightShape], float64), randn(description.Outputs, float64));
        return IsomorphicTransformation.ToNonNegative(signed, range);
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        var difference = (expected - actual).abs().max().item<double>();
        Assert.IsLessThan(1e-12 * Math.Max(1, expected.abs().max().item<double>()), difference);
    }
}
