namespace Microsoft.ML.NonNegative;

/// <summary>A square window that moves over an image.</summary>
/// <param name="KernelSize">Its rows and columns.</param>
/// <param name="Stride">The step from one place to the next.</param>
/// <param name="Padding">Rows and columns added on each side of the image.</param>
/// <param name="Dilation">The distance of two neighbouring cells of the window.</param>
internal readonly record struct KernelWindow(int KernelSize, int Stride, int Padding = 0, int Dilation = 1)
{
    /// <summary>The rows and columns that the window covers.</summary>
    public long Extent => (long)Dilation * (KernelSize - 1) + 1;

    /// <summary>The shape after passing over an image of the shape [channels, height, width], or null where the window does not fit.</summary>
    public IReadOnlyList<long>? OutputShape(IReadOnlyList<long> input, long? channels = null) =>
        KernelSize >= 1 && Stride >= 1 && Dilation >= 1 && Padding >= 0 && Padding < Extent
            && input is [var depth, var height, var width] && Places(height) is var rows and >= 1 && Places(width) is var columns and >= 1
            ? [channels ?? depth, rows, columns]
            : null;

    private long Places(long size) => size + 2L * Padding < Extent ? 0 : (size + 2L * Padding - Extent) / Stride + 1;
}
