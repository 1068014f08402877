namespace Microsoft.ML.NonNegative;

/// <summary>A folder of labelled images: a folder for each class in it, named as the class.</summary>
/// <remarks>
/// <para>
/// Only names are read, no image is opened. All files below a class's folder belong to it, at any depth; files are images by the ends of their names (<see cref="IsImage"/>). Hidden files and folders,
/// and folders that may not be read, are passed over. The order of <see cref="Files"/> is ordinal: the same on every machine, so that a seed draws the same images everywhere.
/// </para>
/// <para>
/// <c>mlContext.Data.LoadFromImageFolder(path)</c> does the same in one call, with full paths. This class is for programs that choose among the files first, and for models that are to
/// keep paths from <see cref="Root"/> on.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var folder = ImageFolder.Read("flower_photos"); // flower_photos/roses/1.jpg, flower_photos/tulips/1.jpg, ...
/// IDataView photos = mlContext.Data.LoadFromEnumerable(folder.Files);
/// var loading = mlContext.Transforms.LoadRawImageBytes("Image", imageFolder: folder.Root, inputColumnName: "ImagePath");
/// </code>
/// </example>
public sealed class ImageFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp"];

    // Deep enough for any data set, and an end for links that lead in circles.
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16 };

    private ImageFolder(string root, IReadOnlyList<ImageFile> files, int ignored)
    {
        Root = root;
        Files = files;
        Ignored = ignored;
        ClassNames = [.. files.Select(file => file.Label).Distinct()];
    }

    /// <summary>The ends of the names of images, without their dots, for messages: "jpg, jpeg, png, bmp, gif, webp".</summary>
    public static string Kinds { get; } = string.Join(", ", Extensions.Select(extension => extension[1..]));

    /// <summary>The full path of the folder that the classes' folders lie in.</summary>
    public string Root { get; }

    /// <summary>The images, class by class in ordinal order; their paths are those from <see cref="Root"/> on.</summary>
    public IReadOnlyList<ImageFile> Files { get; }

    /// <summary>The classes that have images, in ordinal order.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How many files are not among <see cref="Files"/>: those that are no images by their names, or lie in no class's folder.</summary>
    public int Ignored { get; }

    /// <summary>Finds the images of a folder. Where all of them lie in one folder in it, as an unpacked archive often has it, that one is taken instead, and is the <see cref="Root"/>.</summary>
    /// <param name="path">The folder that has a folder of images for each class.</param>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The path is that of a file, or the folder has fewer than two classes; the message says what to do.</exception>
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
            return new ImageFolder(inner.Root, inner.Files, folder.Files.Count + folder.Ignored - inner.Files.Count);
        return folder.ClassNames switch
        {
            [] => throw new InvalidDataException($"{root} has no folders with images in them ({Kinds}); other files: {folder.Ignored}. Put the images of each class into a folder of its own."),
            [var one] => throw new InvalidDataException($"{root} has images of one class only, '{one}' ({folder.Files.Count}); at least two classes are needed, each in a folder of its own."),
            _ => folder,
        };
    }

    /// <summary>Whether a file is an image by the end of its name (<see cref="Kinds"/>), in small or capital letters. The file is not looked at: see <see cref="EncodedImage"/> for that.</summary>
    /// <param name="path">A path or a name.</param>
    public static bool IsImage(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the images of a folder that has no classes, such as those to predict: all in it and in the folders in it, in ordinal order.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The paths, which begin with <paramref name="path"/> as it is given.</returns>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> FindImages(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return [.. AllFiles(path).Where(IsImage).Select(file => Path.Combine(path, file))];
    }

    /// <summary>The full path of one of the images.</summary>
    /// <param name="file">One of <see cref="Files"/>; a file with a full path keeps it.</param>
    public string FullPath(ImageFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Path.GetFullPath(Path.Combine(Root, file.ImagePath));
    }

    private static ImageFolder ReadClasses(string root)
    {
        var all = AllFiles(root);
        var images = all.Where(path => path.Contains('/', StringComparison.Ordinal) && IsImage(path))
            .Select(path => new ImageFile { ImagePath = path, Label = path[..path.IndexOf('/', StringComparison.Ordinal)] })
            .OrderBy(file => file.Label, StringComparer.Ordinal).ThenBy(file => file.ImagePath, StringComparer.Ordinal)
            .ToList();
        return new ImageFolder(root, images, all.Count - images.Count);
    }

    // As paths from the folder on, with '/'.
    private static List<string> AllFiles(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", Everything)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)];

    private static string AboutFile(string path) =>
        Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase)
            ? $"{path} is a zip file, which is not read as it is. Unpack it (tar -xf on Windows and macOS, unzip on Linux) and name the folder."
            : $"{path} is a file. Name a folder that has a folder of images for each class.";
}
