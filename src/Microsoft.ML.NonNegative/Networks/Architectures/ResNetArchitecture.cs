namespace Microsoft.ML.NonNegative;

/// <summary>How a network built for ImageNet or for CIFAR takes its images in.</summary>
public enum ImageSize
{
    /// <summary>Images of about 32x32 pixels: nothing is pooled before the first blocks, and one linear layer is the head.</summary>
    Small,

    /// <summary>Images of about 224x224 pixels, as published for ImageNet.</summary>
    Large,
}

/// <summary>Residual networks (He et al., arXiv 1512.03385), with batch normalisation.</summary>
/// <param name="name">Their name.</param>
/// <param name="blocks">The blocks of each of the four stages.</param>
/// <param name="hasBottlenecks">Whether a block is 1x1, 3x3, 1x1 with four times the channels at its end, instead of 3x3, 3x3.</param>
/// <param name="images">The stem: 3x3, or 7x7 with stride 2 and max pooling.</param>
internal sealed class ResNetArchitecture(string name, int[] blocks, bool hasBottlenecks, ImageSize images) : NetworkArchitecture
{
    private const int BottleneckExpansion = 4;

    public override string Name => $"{name} ({images.ToString().ToLowerInvariant()} images)";

    protected override IEnumerable<LayerDescription> Layers(ImageShape input, int classes, Activation activation)
    {
        var layers = new List<LayerDescription>(Stem(input.Channels, activation));
        var channels = 64;
        for (var stage = 0; stage < blocks.Length; stage++)
            for (var block = 0; block < blocks[stage]; block++)
            {
                var (width, stride) = (64 << stage, stage > 0 && block == 0 ? 2 : 1);
                var outputs = hasBottlenecks ? width * BottleneckExpansion : width;
                layers.Add(Block(channels, width, outputs, stride, activation));
                channels = outputs;
            }
        return [.. layers, new AdaptiveAveragePoolingLayer(1), new FlattenLayer(), new LinearLayer(channels, classes, Activation: null)];
    }

    private IEnumerable<LayerDescription> Stem(int channels, Activation activation) => images == ImageSize.Small
        ? [Convolution(channels, 64, kernel: 3, stride: 1, activation)]
        : [Convolution(channels, 64, kernel: 7, stride: 2, activation), new MaxPoolingLayer(3, Stride: 2, Padding: 1)];

    private ResidualLayer Block(int inputs, int width, int outputs, int stride, Activation activation)
    {
        LayerDescription[] branch = hasBottlenecks
            ? [Convolution(inputs, width, 1, 1, activation), Convolution(width, width, 3, stride, activation), Convolution(width, outputs, 1, 1, null)]
            : [Convolution(inputs, width, 3, stride, activation), Convolution(width, outputs, 3, 1, null)];
        LayerDescription[] shortcut = stride == 1 && inputs == outputs ? [] : [Convolution(inputs, outputs, 1, stride, null)];
        return new ResidualLayer(branch, shortcut, activation);
    }

    private static ConvolutionLayer Convolution(int inputs, int outputs, int kernel, int stride, Activation? activation) =>
        new(inputs, outputs, kernel, stride, Padding: kernel / 2, activation) { HasBias = false, IsNormalized = true };
}
