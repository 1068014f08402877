namespace Microsoft.ML.NonNegative;

/// <summary>VGG networks (Simonyan and Zisserman, arXiv 1409.1556).</summary>
/// <param name="name">Their name.</param>
/// <param name="convolutions">The 3x3 convolutions of each of the five stages, which end in max pooling.</param>
/// <param name="isNormalized">Whether the convolutions are normalised over the batch.</param>
/// <param name="images">The head: one linear layer after the mean of each channel, or three after 7x7 means.</param>
internal sealed class VggArchitecture(string name, int[] convolutions, bool isNormalized, ImageSize images) : NetworkArchitecture
{
    private const int LargeHeadSide = 7;
    private const int LargeHeadUnits = 4096;
    private static readonly int[] Channels = [64, 128, 256, 512, 512];

    public override string Name => $"{name}{(isNormalized ? " with batch normalisation" : "")} ({images.ToString().ToLowerInvariant()} images)";

    protected override IEnumerable<LayerDescription> Layers(ImageShape input, int classes, Activation activation)
    {
        var layers = new List<LayerDescription>();
        var inputs = input.Channels;
        var (height, width) = (input.Height, input.Width);
        for (var stage = 0; stage < convolutions.Length; stage++)
        {
            for (var i = 0; i < convolutions[stage]; i++)
            {
                layers.Add(new ConvolutionLayer(inputs, Channels[stage], KernelSize: 3, Stride: 1, Padding: 1, activation) { IsNormalized = isNormalized });
                inputs = Channels[stage];
            }

            // Images below 32x32 are used up before the last pooling.
            if (Math.Min(height, width) < 2)
                continue;
            layers.Add(new MaxPoolingLayer(2, Stride: 2));
            (height, width) = (height / 2, width / 2);
        }
        return [.. layers, .. Head(inputs, classes, activation)];
    }

    private IEnumerable<LayerDescription> Head(int channels, int classes, Activation activation) => images == ImageSize.Small
        ? [new AdaptiveAveragePoolingLayer(1), new FlattenLayer(), new LinearLayer(channels, classes, Activation: null)]
        :
        [
            new AdaptiveAveragePoolingLayer(LargeHeadSide),
            new FlattenLayer(),
            new LinearLayer(channels * LargeHeadSide * LargeHeadSide, LargeHeadUnits, activation),
            new LinearLayer(LargeHeadUnits, LargeHeadUnits, activation),
            new LinearLayer(LargeHeadUnits, classes, Activation: null),
        ];
}
