namespace Microsoft.ML.NonNegative;

/// <summary>The small convolutional networks of arXiv 2310.01084, for MNIST and for CIFAR-10.</summary>
internal sealed class SmallCnnArchitecture(bool isForCifar) : NetworkArchitecture
{
    public override string Name => isForCifar ? "small CNN for CIFAR" : "small CNN";

    protected override IEnumerable<LayerDescription> Layers(ImageShape input, int classes, Activation activation)
    {
        var (features, units) = isForCifar ? (ForCifar(input, activation), 512) : (ForMnist(input, activation), 128);
        var flat = checked((int)ShapeAfter(features, input).Product());
        return [.. features, new FlattenLayer(), new LinearLayer(flat, units, activation), new LinearLayer(units, classes, Activation: null)];
    }

    private static List<LayerDescription> ForMnist(ImageShape input, Activation activation) =>
    [
        Convolution(input.Channels, 32, stride: 1, activation),
        Convolution(32, 32, stride: 2, activation),
        Convolution(32, 64, stride: 1, activation),
        Convolution(64, 64, stride: 2, activation),
    ];

    private static List<LayerDescription> ForCifar(ImageShape input, Activation activation) =>
    [
        Convolution(input.Channels, 32, stride: 1, activation),
        Convolution(32, 64, stride: 1, activation),
        new AveragePoolingLayer(2, Stride: 2),
        Convolution(64, 128, stride: 1, activation),
        Convolution(128, 256, stride: 1, activation),
        new AveragePoolingLayer(2, Stride: 2),
    ];

    private static ConvolutionLayer Convolution(int inputs, int outputs, int stride, Activation activation) =>
        new(inputs, outputs, KernelSize: 3, stride, Padding: 0, activation);
}
