using System.Runtime.Intrinsics;

namespace Microsoft.ML.NonNegative;

/// <summary>Lays pixels out channel after channel.</summary>
/// <param name="planes">Of the whole image.</param>
/// <param name="shape">Of 1 channel, grey, or 3: red, green, blue.</param>
/// <param name="order">Of a pixel's elements.</param>
internal readonly ref struct PlaneWriter(Span<byte> planes, ImageShape shape, PixelOrder order)
{
    private readonly Span<byte> _planes = planes;

    /// <summary>Writes a part of a row.</summary>
    /// <param name="pixels">Their values in fixed point, 2^<see cref="TriangleWeights.Bits"/> for 1; rounded down.</param>
    /// <param name="x">The column of the first.</param>
    /// <param name="y">The row.</param>
    public void Write(ReadOnlySpan<Vector128<int>> pixels, int x, int y)
    {
        var (red, blue) = order == PixelOrder.Rgba ? (0, 2) : (2, 0);
        var (start, plane) = (y * shape.Width + x, shape.Height * shape.Width);
        for (var i = 0; i < pixels.Length; i++)
        {
            var pixel = pixels[i] >> TriangleWeights.Bits;
            if (shape.Channels == 1)
                _planes[start + i] = Grey(pixel[red], pixel[1], pixel[blue]);
            else
            {
                _planes[start + i] = (byte)pixel[red];
                _planes[start + plane + i] = (byte)pixel[1];
                _planes[start + 2 * plane + i] = (byte)pixel[blue];
            }
        }
    }

    // 0.299 R + 0.587 G + 0.114 B, rounded (ITU-R BT.601); the factors in 16 bits sum up to 1, so that grey stays grey.
    private static byte Grey(int red, int green, int blue) => (byte)((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16);
}
