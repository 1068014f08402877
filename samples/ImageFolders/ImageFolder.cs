namespace NonNegML.Samples.ImageFolders;

/// <summary>A folder of labelled images: a folder for each class in it.</summary>
/// <param name="Root">The folder that the classes' folders lie in.</param>
/// <param name="Files">The images, in ordinal order of their paths.</param>
/// <param name="Ignored">How many files are no images by their names, or lie in no class's folder.</param>
public sealed record ImageFolder(string Root, IReadOnlyList<ImageFile> Files, int Ignored)
{
    /// <summary>The classes, in ordinal order.</summary>
    public IReadOnlyList<string> ClassNames { get; } = [.. Files.Select(file => file.Label).Distinct()];

    /// <summary>Reads a folder; where all images lie in one folder in it, such as in the flower_photos of an archive, that one is taken instead.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It is a file, or has fewer than two classes; the message says what to do.</exception>
    public static ImageFolder Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(root))
            throw new InvalidDataException(AboutFile(root));
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"There is no folder {root}. Name a folder that has a folder of images for each class.");

        var folder = ReadClasses(root);
        if (folder is { ClassNames: [var only] } && ReadClasses(Path.Combine(root, only)) is { ClassNames.Count: > 1 } inner)
            return inner with { Ignored = folder.Files.Count + folder.Ignored - inner.Files.Count };
        return folder.ClassNames switch
        {
            [] => throw new InvalidDataException($"{root} has no folders with images in them ({ImageFiles.Kinds}); other files: {folder.Ignored}. Put the images of each class into a folder of its own."),
            [var one] => throw new InvalidDataException($"{root} has images of one class only, '{one}' ({folder.Files.Count}); at least two classes are needed, each in a folder of its own."),
            _ => folder,
        };
    }

    /// <summary>The full path of an image.</summary>
    public string FullPath(ImageFile file) => Path.GetFullPath(Path.Combine(Root, file.ImagePath));

    private static ImageFolder ReadClasses(string root)
    {
        var all = ImageFiles.InOrder(root);
        var images = all.Where(path => path.Contains('/', StringComparison.Ordinal) && ImageFiles.IsImage(path))
            .Select(path => new ImageFile { ImagePath = path, Label = path[..path.IndexOf('/', StringComparison.Ordinal)] })
            .OrderBy(file => file.Label, StringComparer.Ordinal).ThenBy(file => file.ImagePath, StringComparer.Ordinal)
            .ToList();
        return new ImageFolder(root, images, all.Count - images.Count);
    }

    private static string AboutFile(string path) =>
        Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase)
            ? $"{path} is a zip file, which is not read as it is. Unpack it (tar -xf on Windows and macOS, unzip on Linux) and name the folder."
            : $"{path} is a file. Name a folder that has a folder of images for each class.";
}
