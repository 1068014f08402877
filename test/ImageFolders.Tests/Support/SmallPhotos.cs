using System.IO.Compression;
using ImageClassification.Tests.Data;
using NonNegML.Samples.ImageFolders;

namespace ImageFolders.Tests;

/// <summary>A few photos of flowers, or generated images where there are none on this machine.</summary>
internal static class SmallPhotos
{
    private const int GeneratorSeed = 1;

    /// <summary>Writes images, a folder for each class.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="classes">At most 5.</param>
    /// <param name="perClass">At most 120.</param>
    /// <param name="skip">So many of each class are left out first.</param>
    /// <param name="context">Is told where they are from.</param>
    public static void Write(string folder, int classes, int perClass, TestContext context, int skip = 0)
    {
        if (RealData.Folder("flowers") is { } flowers && Path.Combine(flowers, "flower_photos_dev.zip") is var archive && File.Exists(archive))
        {
            Extract(archive, folder, classes, perClass, skip);
            return;
        }
        context.WriteLine("The photos of flowers were not found (set NONNEGML_DATA): generated images instead.");
        GeneratedFolder.Write(folder, classes, perClass, GeneratorSeed + skip);
    }

    private static void Extract(string archive, string folder, int classes, int perClass, int skip)
    {
        using var zip = ZipFile.OpenRead(archive);
        var ofClasses = zip.Entries.Where(entry => entry.Name.EndsWith(".jpg", StringComparison.Ordinal))
            .GroupBy(entry => entry.FullName.Split('/')[^2]).OrderBy(ofClass => ofClass.Key, StringComparer.Ordinal).Take(classes);
        foreach (var ofClass in ofClasses)
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, ofClass.Key)).FullName;
            foreach (var entry in ofClass.OrderBy(entry => entry.Name, StringComparer.Ordinal).Skip(skip).Take(perClass))
                entry.ExtractToFile(Path.Combine(target, entry.Name));
        }
    }
}
