using System.Globalization;
using Microsoft.ML.Data;
using NonNegML.Samples.ImageClassification;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Writes generated images as PNG files, a folder for each class, for runs without photos of one's own.</summary>
public static class GeneratedFolder
{
    private const byte Opaque = 255;

    /// <summary>Writes images; the same seed gives the same. Files that are there already are left as they are.</summary>
    /// <param name="path">The folder; made where it does not exist.</param>
    /// <param name="classes">How many classes, at most 10.</param>
    /// <param name="imagesPerClass">How many images of each class, at most 200.</param>
    /// <param name="seed">Chooses the images.</param>
    public static void Write(string path, int classes, int imagesPerClass, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, GeneratedImages.ClassNames.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(imagesPerClass, GeneratedImages.TestCount / GeneratedImages.ClassNames.Count);
        var (_, images) = GeneratedImages.Create(seed);
        var written = new int[images.ClassNames.Count];
        for (var i = 0; i < images.Count; i++)
        {
            int label = images.Labels[i];
            if (label >= classes || written[label] == imagesPerClass)
                continue;
            var folder = Directory.CreateDirectory(Path.Combine(path, images.ClassNames[label])).FullName;
            Write(Path.Combine(folder, (written[label]++).ToString("D4", CultureInfo.InvariantCulture) + ".png"), images, i);
        }
    }

    // Under another name first: a file that is there is complete.
    private static void Write(string path, LabeledImages images, int index)
    {
        if (File.Exists(path))
            return;
        var pixels = images.Image(index).Span;
        var bytes = new byte[4 * pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            bytes.AsSpan(4 * i, 3).Fill((byte)Math.Round(pixels[i] * 255));
            bytes[4 * i + 3] = Opaque;
        }
        var unfinished = path[..^".png".Length] + ".unfinished.png";
        using (var image = MLImage.CreateFromPixels(images.Width, images.Height, MLPixelFormat.Rgba32, bytes))
            image.Save(unfinished);
        File.Move(unfinished, path, overwrite: true);
    }
}
