using System.Buffers;

namespace Microsoft.ML.NonNegative;

/// <summary>Moves the pixels of an image of any number of channels, in place; what comes from outside the image is black.</summary>
internal static class ImageGeometry
{
    /// <summary>Turns an image about its centre, counter-clockwise for a positive angle; bilinear.</summary>
    /// <remarks>With x and y seen from the centre, pixel (x, y) gets what was at (x cos a - y sin a, x sin a + y cos a), y pointing down.</remarks>
    /// <param name="image">Channel after channel, row after row.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="degrees">The angle a.</param>
    public static void Rotate(Span<float> image, ImageShape shape, double degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * (Math.PI / 180));
        var (centreX, centreY) = ((shape.Width - 1) / 2.0, (shape.Height - 1) / 2.0);
        var plane = shape.Height * shape.Width;
        var rented = ArrayPool<float>.Shared.Rent(image.Length);
        var source = rented.AsSpan(0, image.Length);
        image.CopyTo(source);
        for (var y = 0; y < shape.Height; y++)
            for (var x = 0; x < shape.Width; x++)
            {
                var fromX = centreX + (x - centreX) * cosine - (y - centreY) * sine;
                var fromY = centreY + (x - centreX) * sine + (y - centreY) * cosine;
                var (left, top) = ((int)Math.Floor(fromX), (int)Math.Floor(fromY));
                var (partX, partY) = ((float)(fromX - left), (float)(fromY - top));
                for (var channel = 0; channel < shape.Channels; channel++)
                {
                    var pixels = source.Slice(channel * plane, plane);
                    var above = Mixed(At(pixels, shape, left, top), At(pixels, shape, left + 1, top), partX);
                    var below = Mixed(At(pixels, shape, left, top + 1), At(pixels, shape, left + 1, top + 1), partX);
                    image[channel * plane + y * shape.Width + x] = Math.Clamp(Mixed(above, below, partY), 0, 1);
                }
            }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Pixel (x, y) gets what was at (x + right, y + down): an image of the old size cut out of the padded one.</summary>
    public static void Shift(Span<float> image, ImageShape shape, long down, long right)
    {
        // All that remains lies in these columns of the result.
        var (start, end) = ((int)Math.Clamp(-right, 0, shape.Width), (int)Math.Clamp(shape.Width - right, 0, shape.Width));
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var pixels = image.Slice(channel * shape.Height * shape.Width, shape.Height * shape.Width);
            for (var i = 0; i < shape.Height; i++)
            {
                // In an order in which no row is written before it was read.
                var y = down >= 0 ? i : shape.Height - 1 - i;
                var row = pixels.Slice(y * shape.Width, shape.Width);
                if (y + down < 0 || y + down >= shape.Height || start >= end)
                {
                    row.Clear();
                    continue;
                }
                pixels.Slice((int)(y + down) * shape.Width + (int)(start + right), end - start).CopyTo(row[start..end]);
                row[..start].Clear();
                row[end..].Clear();
            }
        }
    }

    /// <summary>Left becomes right.</summary>
    public static void Mirror(Span<float> image, ImageShape shape)
    {
        for (var row = 0; row < image.Length; row += shape.Width)
            image.Slice(row, shape.Width).Reverse();
    }

    /// <summary>Makes a square black, of which only the part within the image is seen (arXiv 1708.04552, section 3.2).</summary>
    /// <param name="image">Channel after channel, row after row.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="row">Of the square's centre; of an even size, the first below or right of it.</param>
    /// <param name="column">Of the square's centre.</param>
    /// <param name="size">The square's side.</param>
    public static void CutOut(Span<float> image, ImageShape shape, int row, int column, int size)
    {
        var (top, bottom) = Within(row, size, shape.Height);
        var (left, right) = Within(column, size, shape.Width);
        for (var channel = 0; channel < shape.Channels; channel++)
            for (var y = top; y < bottom; y++)
                image[((channel * shape.Height + y) * shape.Width + left)..((channel * shape.Height + y) * shape.Width + right)].Clear();
    }

    private static (int Start, int End) Within(int centre, int size, int length)
    {
        var start = (long)centre - size / 2;
        return ((int)Math.Max(0, start), (int)Math.Min(length, start + size));
    }

    private static float At(ReadOnlySpan<float> pixels, ImageShape shape, int x, int y) =>
        (uint)x < (uint)shape.Width && (uint)y < (uint)shape.Height ? pixels[y * shape.Width + x] : 0;

    private static float Mixed(float first, float second, float share) => first + (second - first) * share;
}
