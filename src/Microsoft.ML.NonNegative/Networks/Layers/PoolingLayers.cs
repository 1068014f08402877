using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A layer that sums up squares of every channel by one value each: no larger than the largest, no smaller than the smallest.</summary>
public abstract record PoolingLayer : SignalLayer
{
    private protected PoolingLayer()
    {
    }

    /// <inheritdoc/>
    public override bool CommutesWithShifts => true;

    /// <inheritdoc/>
    public override SignalRange? OutputRange(SignalRange input) => input;
}

/// <summary>The largest value of every square.</summary>
/// <param name="KernelSize">The side of a square.</param>
/// <param name="Stride">The step from one square to the next.</param>
/// <param name="Padding">Rows and columns around the image, which are never the largest; at most half the kernel.</param>
public sealed record MaxPoolingLayer(int KernelSize, int Stride, int Padding = 0) : PoolingLayer
{
    /// <inheritdoc/>
    public override string Kind => FormattableString.Invariant($"max pooling {KernelSize}x{KernelSize}, stride {Stride}") + (Padding > 0 ? $", padding {Padding}" : "");

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        Padding >= 0 && 2 * (long)Padding <= KernelSize ? new KernelWindow(KernelSize, Stride, Padding).OutputShape(input) ?? throw Misfit(input) : throw Misfit(input);

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input) =>
        nn.functional.max_pool2d(input, new long[] { KernelSize, KernelSize }, new long[] { Stride, Stride }, new long[] { Padding, Padding });
}

/// <summary>The mean of every square.</summary>
/// <param name="KernelSize">The side of a square.</param>
/// <param name="Stride">The step from one square to the next.</param>
public sealed record AveragePoolingLayer(int KernelSize, int Stride) : PoolingLayer
{
    /// <inheritdoc/>
    public override string Kind => FormattableString.Invariant($"average pooling {KernelSize}x{KernelSize}, stride {Stride}");

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        new KernelWindow(KernelSize, Stride).OutputShape(input) ?? throw Misfit(input);

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input) =>
        nn.functional.avg_pool2d(input, new long[] { KernelSize, KernelSize }, new long[] { Stride, Stride });
}

/// <summary>The means of as many parts of each side as asked for, whatever the size of the image.</summary>
/// <param name="Size">The side of the output; 1 gives the mean of each channel.</param>
public sealed record AdaptiveAveragePoolingLayer(int Size) : PoolingLayer
{
    /// <inheritdoc/>
    public override string Kind => FormattableString.Invariant($"average pooling to {Size}x{Size}");

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        Size >= 1 && input is [var channels, _, _] ? [channels, Size, Size] : throw Misfit(input);

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input) => nn.functional.adaptive_avg_pool2d(input, new long[] { Size, Size });
}
