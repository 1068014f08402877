namespace Microsoft.ML.NonNegative.Tests.Images;

/// <summary>Decoded images, 4 bytes a pixel.</summary>
internal static class Pictures
{
    public static byte[] Noise(int width, int height, int seed = 1)
    {
        var pixels = new byte[4 * width * height];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }

    public static byte[] Plain(int width, int height, byte red, byte green, byte blue) =>
        [.. Enumerable.Range(0, width * height).SelectMany(_ => (byte[])[red, green, blue, 77])];

    /// <summary>Grey, one value a pixel.</summary>
    public static byte[] Grey(params byte[] values) => [.. values.SelectMany(value => (byte[])[value, value, value, 0])];

    public static byte[] Prepared(this ImagePreparation preparation, byte[] pixels, int width, int height, PixelOrder order = PixelOrder.Rgba)
    {
        var planes = new byte[preparation.Shape.Size];
        Array.Fill(planes, (byte)99);
        preparation.Prepare(pixels, width, height, order, planes);
        return planes;
    }

    public static ImagePreparation To(int channels, int height, int width, ImageResizing resizing = ImageResizing.Stretch) => new(new ImageShape(channels, height, width), resizing, 1_000_000);
}
