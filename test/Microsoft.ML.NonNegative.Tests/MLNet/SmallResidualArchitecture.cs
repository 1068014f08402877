namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>A network of a user's own: everything is normalised over the batch, the linear layer too, of which one image alone has no variance.</summary>
internal sealed class SmallResidualArchitecture : NetworkArchitecture
{
    private const int Channels = 8;
    private const int Units = 16;

    public override string Name => "small residual network";

    /// <summary>How many parameters a signed network of this family is made of, and how many layers with weights.</summary>
    public static (int Parameters, int Layers) Counts(NetworkDescription description) =>
        (description.Weighted.Sum(layer => 1 + (layer.HasBias ? 1 : 0) + (layer.IsNormalized ? 2 : 0)), description.Weighted.Length);

    protected override IEnumerable<LayerDescription> Layers(ImageShape input, int classes, Activation activation)
    {
        LayerDescription[] layers =
        [
            Convolution(input.Channels, 3, activation),
            new MaxPoolingLayer(2, Stride: 2),
            new ResidualLayer([Convolution(Channels, 3, activation), Convolution(Channels, 3, null)], [], activation),
            new ResidualLayer([Convolution(Channels, 3, null)], [Convolution(Channels, 1, null)], activation),
            new AveragePoolingLayer(2, Stride: 2),
            new FlattenLayer(),
        ];
        var features = Channels * (input.Height / 4) * (input.Width / 4);
        return [.. layers, new LinearLayer(features, Units, activation) { IsNormalized = true }, new LinearLayer(Units, classes, Activation: null)];
    }

    private static ConvolutionLayer Convolution(int inputs, int kernel, Activation? activation) =>
        new(inputs, Channels, kernel, Stride: 1, Padding: kernel / 2, activation) { HasBias = false, IsNormalized = true };
}
