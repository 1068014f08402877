using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>One set of random images of 3 channels in every form that a model takes.</summary>
internal static class PictureData
{
    public static readonly ImageShape Shape = new(3, 6, 5);

    public static NetworkDescription Network => new(Shape,
    [
        new ConvolutionLayer(3, 4, KernelSize: 3, Stride: 1, Padding: 1, Activations.Sinusoidal),
        new FlattenLayer(),
        new LinearLayer(120, 5, Activation: null),
    ]);

    /// <summary>Random pixels, 4 bytes each.</summary>
    public static byte[] Pixels(int seed, int width = 5, int height = 6)
    {
        var pixels = new byte[width * height * 4];
        new Random(seed).NextBytes(pixels);
        for (var alpha = 3; alpha < pixels.Length; alpha += 4)
            pixels[alpha] = 255;
        return pixels;
    }

    public static MLImage Image(int seed, int width = 5, int height = 6) => MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, Pixels(seed, width, height));

    /// <summary>The same, as a PNG file.</summary>
    public static byte[] File(int seed, int width = 5, int height = 6)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
        try
        {
            using var image = Image(seed, width, height);
            image.Save(path);
            return System.IO.File.ReadAllBytes(path);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    /// <summary>The same, as ExtractPixels gives it.</summary>
    public static float[] Planes(int seed)
    {
        var pixels = Pixels(seed);
        return [.. Enumerable.Range(0, Shape.Size).Select(i => (float)pixels[i % (Shape.Height * Shape.Width) * 4 + i / (Shape.Height * Shape.Width)])];
    }
}

internal sealed class PlanesRow
{
    [VectorType(3, 6, 5)]
    public float[] Features { get; set; } = [];
}

internal sealed class FileRow
{
    public byte[] Features { get; set; } = [];

    public int Number { get; set; }

    /// <summary>The same, for FilterRowsByColumn, which takes no integers.</summary>
    public float Order { get; set; }
}

internal sealed class PictureRow
{
    [ImageType(6, 5)]
    public MLImage? Features { get; set; }

    public int Number { get; set; }
}

internal sealed class NumberedScores
{
    public int Number { get; set; }

    public uint PredictedLabel { get; set; }

    public float[] Score { get; set; } = [];
}
