using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A two-dimensional convolution with a square kernel.</summary>
/// <param name="InputChannels">The channels of the input.</param>
/// <param name="OutputChannels">The channels of the output.</param>
/// <param name="KernelSize">Rows and columns of the kernel.</param>
/// <param name="Stride">The step between two applications of the kernel.</param>
/// <param name="Padding">Rows and columns of zeros added on each side of the image.</param>
/// <param name="Activation">g, or null for the last layer on its way.</param>
public sealed record ConvolutionLayer(int InputChannels, int OutputChannels, int KernelSize, int Stride, int Padding, Activation? Activation) : WeightedLayer(Activation)
{
    /// <summary>The distance of two neighbouring cells of the kernel on the image.</summary>
    /// <value>Default: 1.</value>
    public int Dilation { get; init; } = 1;

    /// <summary>The groups of channels that do not see each other; as many as there are channels make a depthwise convolution.</summary>
    /// <value>Default: 1. Divides both numbers of channels.</value>
    public int Groups { get; init; } = 1;

    /// <inheritdoc/>
    public override string Kind => FormattableString.Invariant($"convolution {KernelSize}x{KernelSize}, {InputChannels} to {OutputChannels}")
        + Unless(1, Stride, "stride") + Unless(0, Padding, "padding") + Unless(1, Dilation, "dilation") + Unless(1, Groups, "groups") + Details;

    /// <inheritdoc/>
    public override int Outputs => OutputChannels;

    /// <inheritdoc/>
    public override IReadOnlyList<long> WeightShape => [OutputChannels, InputChannels / Groups, KernelSize, KernelSize];

    internal override bool IsPadded => Padding > 0;

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input)
    {
        var fits = Groups >= 1 && InputChannels >= 1 && OutputChannels >= 1 && InputChannels % Groups == 0 && OutputChannels % Groups == 0
            && input is [var channels, _, _] && channels == InputChannels;
        return fits ? new KernelWindow(KernelSize, Stride, Padding, Dilation).OutputShape(input, OutputChannels) ?? throw Misfit(input) : throw Misfit(input);
    }

    internal override Tensor Apply(Tensor input, Tensor weight, Tensor? bias, double padding = 0)
    {
        if (Padding == 0 || padding == 0)
            return nn.functional.conv2d(input, weight, bias, [Stride, Stride], [Padding, Padding], [Dilation, Dilation], Groups);
        using var padded = nn.functional.pad(input, [Padding, Padding, Padding, Padding], value: padding);
        return nn.functional.conv2d(padded, weight, bias, [Stride, Stride], [0, 0], [Dilation, Dilation], Groups);
    }

    internal override Tensor PerOutput(Tensor values) => values.view(-1, 1, 1);

    private static string Unless(int usual, int value, string name) => value == usual ? "" : FormattableString.Invariant($", {name} {value}");
}
