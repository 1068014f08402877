namespace NonNegML.Samples.ImageFolders;

/// <summary>Finds image files by the ends of their names.</summary>
public static class ImageFiles
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp"];

    // Deep enough for any data set, and an end for links that lead in circles.
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16 };

    /// <summary>The kinds of files that count as images, for messages.</summary>
    public static string Kinds { get; } = string.Join(", ", Extensions.Select(extension => extension[1..]));

    /// <summary>Whether a file is an image by its name.</summary>
    public static bool IsImage(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>All files in a folder and the folders in it, as paths from the folder on, with '/', in ordinal order: the same on every machine.</summary>
    public static IReadOnlyList<string> InOrder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", Everything)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)];
}
