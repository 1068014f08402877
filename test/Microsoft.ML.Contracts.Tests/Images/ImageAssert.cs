using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

/// <summary>Pixels of images, in whichever order the platform has their colours.</summary>
internal static class ImageAssert
{
    /// <summary>Red, green, blue and alpha of a pixel, as they lie in memory: multiplied by alpha.</summary>
    public static byte[] Rgba(this MLImage image, int x, int y)
    {
        var pixel = image.Pixels.Slice((y * image.Width + x) * 4, 4);
        return image.PixelFormat == MLPixelFormat.Rgba32 ? pixel.ToArray() : [pixel[2], pixel[1], pixel[0], pixel[3]];
    }

    public static void HasPixel(this MLImage image, int x, int y, byte[] rgba, int tolerance = 0)
    {
        var found = image.Rgba(x, y);
        for (var i = 0; i < 4; i++)
            Assert.IsLessThanOrEqualTo(tolerance, Math.Abs(found[i] - rgba[i]), $"pixel ({x}, {y}) is {string.Join(' ', found)} instead of {string.Join(' ', rgba)}");
    }

    public static void HasSize(this MLImage image, int width, int height)
    {
        Assert.AreEqual((width, height), (image.Width, image.Height));
        Assert.AreEqual(32, image.BitsPerPixel);
        Assert.AreEqual(width * height * 4, image.Pixels.Length);
        Assert.IsTrue(image.PixelFormat is MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32);
    }

    public static MLImage Decode(byte[] file) => MLImage.CreateFromStream(new MemoryStream(file));

    /// <summary>An opaque image with a colour of its own in every pixel.</summary>
    public static MLImage Gradient(int width, int height) =>
        MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, GradientPixels(width, height));

    public static byte[] GradientPixels(int width, int height) =>
        [.. Enumerable.Range(0, width * height).SelectMany(i => new[] { (byte)(i % width * 255 / width), (byte)(i / width * 255 / height), (byte)(i % 7), byte.MaxValue })];
}
