using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A two-dimensional convolution with a square kernel.</summary>
/// <param name="InputChannels">The channels of the input.</param>
/// <param name="OutputChannels">The channels of the output.</param>
/// <param name="KernelSize">Rows and columns of the kernel.</param>
/// <param name="Stride">The step between two applications of the kernel.</param>
/// <param name="Padding">Rows and columns added on each side of the image.</param>
/// <param name="Activation">g, or null for the last layer.</param>
public sealed record ConvolutionLayer(int InputChannels, int OutputChannels, int KernelSize, int Stride, int Padding, Activation? Activation) : WeightedLayer(Activation)
{
    /// <inheritdoc/>
    public override int Outputs => OutputChannels;

    /// <inheritdoc/>
    public override IReadOnlyList<long> WeightShape => [OutputChannels, InputChannels, KernelSize, KernelSize];

    internal override long[] OutputShape(long[] input)
    {
        if (InputChannels < 1 || OutputChannels < 1 || KernelSize < 1 || Stride < 1 || Padding < 0 || Padding >= KernelSize)
            throw new ArgumentException($"A convolution needs channels, kernel and stride of at least 1 and a padding from 0 to less than the kernel, but has {this}.");
        if (input is not [var channels, var height, var width] || channels != InputChannels || Extent(height) < 1 || Extent(width) < 1)
            throw new ArgumentException($"A {KernelSize}x{KernelSize} convolution over {InputChannels} channels (stride {Stride}, padding {Padding}) cannot take an input of shape {string.Join('x', input)}.");
        return [OutputChannels, Extent(height), Extent(width)];
    }

    internal override Tensor Apply(Tensor input, Tensor weight, Tensor? bias, double padding = 0)
    {
        if (Padding == 0 || padding == 0)
            return nn.functional.conv2d(input, weight, bias, [Stride, Stride], [Padding, Padding]);
        using var padded = nn.functional.pad(input, [Padding, Padding, Padding, Padding], value: padding);
        return nn.functional.conv2d(padded, weight, bias, [Stride, Stride]);
    }

    private long Extent(long size) => (size + 2L * Padding - KernelSize) / Stride + (size + 2L * Padding < KernelSize ? -1 : 1);
}
