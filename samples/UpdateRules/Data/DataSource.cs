using NonNegML.Samples.ImageClassification;

namespace NonNegML.Samples.UpdateRules;

/// <summary>Where the images come from.</summary>
internal static class DataSource
{
    /// <summary>Fashion-MNIST where it is found, else generated images.</summary>
    public const string Automatic = "auto";

    /// <summary>The built-in generator.</summary>
    public const string Generated = "generated";

    private const string Preferred = "fashion_mnist";
    private const string FolderVariable = "NONNEGML_DATA";
    private const int GeneratorSeed = 1;

    /// <summary>The images that the options ask for.</summary>
    public static StudyData Read(StudyOptions options)
    {
        var folder = options.Data switch
        {
            Automatic => Find(),
            Generated => null,
            _ => options.Data,
        };
        var (train, test) = folder is null ? GeneratedImages.Create(GeneratorSeed) : IdxReader.Read(folder);
        var name = folder is null ? Generated : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new StudyData(name, train.Take(options.TrainLimit), test.Take(options.TestLimit));
    }

    /// <summary>The folder of Fashion-MNIST: in the folder that NONNEGML_DATA names, else in ../shared/data beside the checkout; null where it is not there.</summary>
    public static string? Find()
    {
        var root = Environment.GetEnvironmentVariable(FolderVariable);
        root = string.IsNullOrEmpty(root) ? BesideCheckout() : root;
        var folder = root is null ? null : Path.Combine(root, Preferred);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string? BesideCheckout()
    {
        var checkout = new DirectoryInfo(AppContext.BaseDirectory);
        while (checkout is not null && !File.Exists(Path.Combine(checkout.FullName, "NonNegML.sln")))
            checkout = checkout.Parent;
        return checkout?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
    }
}
