using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>The patches as images: decoded, as files, of one or of mixed sizes.</summary>
internal static class PatchImages
{
    public static readonly ImageShape Shape = new(1, Patches.Side, Patches.Side);

    /// <summary>Files of the patches, each pixel a square of <paramref name="scales"/> pixels, one after the other.</summary>
    public static List<PatchFile> Files(int count, int seed = 1, params int[] scales) =>
        [.. Patches.Rows(count, seed).Select((row, i) => new PatchFile { Image = File(row, scales.Length > 0 ? scales[i % scales.Length] : 1), Name = row.Name, ImagePath = $"{row.Name}/{i}.png" })];

    public static List<PatchPicture> Pictures(int count, int seed = 1) =>
        [.. Patches.Rows(count, seed).Select(row => new PatchPicture { Image = Picture(row, 1), Name = row.Name })];

    /// <summary>The same pixels as a vector.</summary>
    public static List<PatchRow> Rows(int count, int seed = 1) =>
        [.. Patches.Rows(count, seed).Select(row => new PatchRow { Features = [.. row.Features.Select(pixel => (float)ToByte(pixel))], Name = row.Name })];

    private static byte[] File(PatchRow row, int scale)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
        try
        {
            using var image = Picture(row, scale);
            image.Save(path);
            return System.IO.File.ReadAllBytes(path);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    private static MLImage Picture(PatchRow row, int scale)
    {
        var side = Patches.Side * scale;
        var pixels = new byte[side * side * 4];
        for (var i = 0; i < side * side; i++)
        {
            pixels.AsSpan(i * 4, 3).Fill(ToByte(row.Features[i / side / scale * Patches.Side + i % side / scale]));
            pixels[i * 4 + 3] = byte.MaxValue;
        }
        return MLImage.CreateFromPixels(side, side, MLPixelFormat.Rgba32, pixels);
    }

    private static byte ToByte(float pixel) => (byte)Math.Round(pixel * byte.MaxValue);
}

internal sealed class PatchFile
{
    public byte[] Image { get; set; } = [];

    public string Name { get; set; } = "";

    public string ImagePath { get; set; } = "";
}

internal sealed class PatchPicture
{
    [ImageType(Patches.Side, Patches.Side)]
    public MLImage? Image { get; set; }

    public string Name { get; set; } = "";
}
