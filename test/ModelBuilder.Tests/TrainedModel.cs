using ImageClassification.Tests;
using ImageFolders.Tests;
using NonNegML.Samples.ModelBuilder;

namespace ModelBuilder.Tests;

/// <summary>One model for all tests, trained on a few photos.</summary>
[TestClass]
public static class TrainedModel
{
    private static TemporaryFolder s_folder = null!;

    /// <summary>The photos that it was trained on.</summary>
    public static string Photos => Path.Combine(s_folder.Path, "photos");

    /// <summary>Photos that it was not trained on.</summary>
    public static string OtherPhotos => Path.Combine(s_folder.Path, "other photos");

    /// <summary>The model file.</summary>
    public static string ModelPath => Path.Combine(s_folder.Path, "FlowersModel.zip");

    /// <summary>The files of the photos that it was not trained on.</summary>
    public static IReadOnlyList<string> Images => [.. Directory.EnumerateFiles(OtherPhotos, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [AssemblyInitialize]
    public static void Train(TestContext context)
    {
        s_folder = new TemporaryFolder();
        SmallPhotos.Write(Photos, classes: 3, perClass: 12, context);
        SmallPhotos.Write(OtherPhotos, classes: 3, perClass: 8, context, skip: 12);
        FlowersModel.Train(ModelPath, Photos, epochs: 2);
    }

    [AssemblyCleanup]
    public static void Delete() => s_folder.Dispose();
}
