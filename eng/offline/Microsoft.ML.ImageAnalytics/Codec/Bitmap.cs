namespace Microsoft.ML.Data;

/// <summary>Pixels of four bytes each, row by row without gaps; where there is alpha, the colours are multiplied by it.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Format">The order of the colours.</param>
/// <param name="HasAlpha">Whether there is anything but opaque pixels.</param>
/// <param name="Bytes">The pixels.</param>
internal sealed record Bitmap(int Width, int Height, MLPixelFormat Format, bool HasAlpha, byte[] Bytes)
{
    /// <summary>Blue, green and red of every pixel, no longer multiplied by alpha.</summary>
    public byte[] BgrBytes()
    {
        var result = new byte[Width * Height * 3];
        var (blue, red) = Format == MLPixelFormat.Bgra32 ? (0, 2) : (2, 0);
        for (int from = 0, to = 0; to < result.Length; from += 4, to += 3)
        {
            var alpha = HasAlpha ? Bytes[from + 3] : byte.MaxValue;
            result[to] = Divided(Bytes[from + blue], alpha);
            result[to + 1] = Divided(Bytes[from + 1], alpha);
            result[to + 2] = Divided(Bytes[from + red], alpha);
        }

        return result;
    }

    // Fixed point with 24 bits behind the point.
    private static byte Divided(byte value, byte alpha)
    {
        if (alpha is 0 or byte.MaxValue)
            return alpha == 0 ? (byte)0 : value;
        var scale = ((255u << 24) + alpha / 2u) / alpha;
        return (byte)(unchecked(scale * value + (1u << 23)) >> 24);
    }
}
