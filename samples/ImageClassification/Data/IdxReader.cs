namespace NonNegML.Samples.ImageClassification;

/// <summary>Reads a folder with the four IDX files of MNIST or Fashion-MNIST, or of any set in their format.</summary>
/// <remarks>The files may be compressed or not and may end in <c>.gz</c> or not; where both names exist, the one without is read.</remarks>
public static class IdxReader
{
    private static readonly string[] FashionClasses =
        ["t-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>Reads the training and the test set of a folder.</summary>
    /// <param name="directory">A folder with train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and
    /// t10k-labels-idx1-ubyte. Classes are named as Fashion-MNIST's where the folder's name contains "fashion", else 0, 1, ...</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">One of the four files is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the files do not fit each other; the message says which, what
    /// was found, what was expected and what to do.</exception>
    public static (LabeledImages Train, LabeledImages Test) Read(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"{folder}: no such folder. Give a folder with the four IDX files of MNIST or Fashion-MNIST.");
        }

        (IdxFile images, IdxFile labels) train = ReadPair(folder, "train");
        (IdxFile images, IdxFile labels) test = ReadPair(folder, "t10k");
        if (!train.images.Sizes.AsSpan(1).SequenceEqual(test.images.Sizes.AsSpan(1)))
        {
            throw new InvalidDataException(
                $"{test.images.Path}: images of {SizeOf(test.images)}, but the training images are {SizeOf(train.images)}. " +
                "Take the training and test files of the same data set.");
        }

        string name = Path.GetFileName(folder);
        string[] classNames = ClassNames(name, train.labels);
        CheckLabels(train.labels, classNames.Length);
        CheckLabels(test.labels, classNames.Length);
        return (Combine($"{name} train", train, classNames), Combine($"{name} test", test, classNames));
    }

    private static (IdxFile Images, IdxFile Labels) ReadPair(string folder, string set)
    {
        IdxFile images = IdxFile.Read(Find(folder, $"{set}-images-idx3-ubyte"), dimensions: 3);
        IdxFile labels = IdxFile.Read(Find(folder, $"{set}-labels-idx1-ubyte"), dimensions: 1);
        if (images.Sizes[0] != labels.Sizes[0])
        {
            throw new InvalidDataException(
                $"{images.Path} has {images.Sizes[0]} images, but {labels.Path} has {labels.Sizes[0]} labels. " +
                "Take both files from the same data set.");
        }

        return (images, labels);
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name), zipped = plain + ".gz";
        return File.Exists(plain) ? plain
            : File.Exists(zipped) ? zipped
            : throw new FileNotFoundException(
                $"{folder}: neither {name} nor {name}.gz is there. Put all four IDX files of the data set into this folder.", plain);
    }

    private static string[] ClassNames(string folderName, IdxFile trainLabels)
    {
        if (folderName.Contains("fashion", StringComparison.OrdinalIgnoreCase))
        {
            return FashionClasses;
        }

        // A stray label would add empty classes below it; so every class must occur in the training set.
        var seen = new HashSet<byte>(trainLabels.Data);
        byte highest = seen.Max();
        for (int label = 0; label < highest; label++)
        {
            if (!seen.Contains((byte)label))
            {
                throw new InvalidDataException(
                    $"{trainLabels.Path}: label {highest} is out of range: no image has label {label}, so the classes would not be 0, 1, ... " +
                    "without gaps. Number the labels from 0 without gaps, or get the file again.");
            }
        }

        return [.. Enumerable.Range(0, highest + 1).Select(label => $"{label}")];
    }

    private static void CheckLabels(IdxFile labels, int classes)
    {
        int bad = Array.FindIndex(labels.Data, label => label >= classes);
        if (bad >= 0)
        {
            throw new InvalidDataException(
                $"{labels.Path}: label {labels.Data[bad]} (entry {bad}) is out of range: this data set has the labels 0 to {classes - 1}. " +
                "Take the label file of the same data set, or get it again.");
        }
    }

    private static string SizeOf(IdxFile images) => $"{images.Sizes[1]}x{images.Sizes[2]} pixels";

    private static LabeledImages Combine(string name, (IdxFile Images, IdxFile Labels) set, string[] classNames) =>
        new(name, set.Images.Data, set.Labels.Data, classNames, set.Images.Sizes[1], set.Images.Sizes[2]);
}
