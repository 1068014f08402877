using System.Globalization;
using System.Text.RegularExpressions;
using ImageClassification.Tests;
using ImageFolders.Tests;

namespace TrainFromFolder.Tests;

/// <summary>The sample as people start it, in a process of its own, on a few photos.</summary>
[TestClass]
public sealed partial class TrainingTests
{
    private static TemporaryFolder s_photos = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static void WritePhotos(TestContext context)
    {
        s_photos = new TemporaryFolder("with [brackets] and blanks ");
        SmallPhotos.Write(Path.Combine(s_photos.Path, "photos"), classes: 3, perClass: 30, context);
        var classFolder = Directory.EnumerateDirectories(Path.Combine(s_photos.Path, "photos")).Order(StringComparer.Ordinal).First();
        File.WriteAllText(Path.Combine(classFolder, "broken.jpg"), "this is no image");
        File.WriteAllText(Path.Combine(classFolder, "notes.txt"), "");
    }

    [ClassCleanup]
    public static void DeletePhotos() => s_photos.Dispose();

    [TestMethod]
    public void Run_Photos_TrainsTestsSavesAndPredicts()
    {
        using var output = new TemporaryFolder();
        var model = Path.Combine(output.Path, "new", "model.zip");

        var (exitCode, text, errors) = Sample.Run(s_photos.Path, "--output", model, "--size", "32", "--epochs", "8", "--post-epochs", "1", "--batch-size", "16");

        Assert.AreEqual(0, exitCode, text + errors);
        StringAssert.Contains(text, "91 images of 3 classes; 73 to train on, 18 to test with.");
        StringAssert.Contains(text, "Other files, left out: 1.");
        StringAssert.Contains(text, "broken.jpg: starts with 'this is no i', no known image format");
        StringAssert.Contains(text, "that could not be read and were left out: 1.");
        StringAssert.Contains(text, "epoch 8/8, loss ");
        StringAssert.Contains(text, "images/s");
        StringAssert.Contains(text, "macro accuracy");
        StringAssert.Contains(text, "Loaded again, it gives the very same scores.");
        Assert.HasCount(3, PredictionLine().Matches(text));
        var accuracy = double.Parse(AccuracyLine().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        TestContext.WriteLine($"held-out accuracy {accuracy} % on 18 images of 3 classes");
        Assert.IsGreaterThan(40, accuracy);
        Assert.AreEqual("model.zip", string.Join(' ', Directory.EnumerateFiles(Path.GetDirectoryName(model)!).Select(Path.GetFileName)));
    }

    [TestMethod]
    public void Run_SameOptionsTwice_GivesTheSameModelBitForBit()
    {
        using var output = new TemporaryFolder();
        string[] models = [.. new[] { "1", "1", "2" }.Select((seed, i) =>
        {
            var model = Path.Combine(output.Path, $"{i}.zip");
            var (exitCode, text, errors) = Sample.Run(s_photos.Path, "--output", model, "--size", "32", "--architecture", "mlp", "--epochs", "1", "--post-epochs", "1", "--augment", "--seed", seed);
            Assert.AreEqual(0, exitCode, text + errors);
            return model;
        })];

        CollectionAssert.AreEqual(ModelContent.Of(models[0]).ToList(), ModelContent.Of(models[1]).ToList());
        Assert.AreNotEqual(ModelContent.NetworkOf(models[0]), ModelContent.NetworkOf(models[2]));
    }

    [TestMethod]
    [DataRow("--architecture", "cifar-cnn", "--storage", "stream")]
    [DataRow("--architecture", "resnet18", "--constraint", "signed")]
    [DataRow("--architecture", "mlp", "--storage", "file", "--grey", "--augment", "--threads", "1")]
    [DataRow("--architecture", "mlp", "--constraint", "clipped", "--test-fraction", "0.5")]
    public void Run_OtherOptions_Trains(params string[] options)
    {
        using var output = new TemporaryFolder();
        using var few = new TemporaryFolder();
        SmallPhotos.Write(few.Path, classes: 2, perClass: 8, TestContext);

        var (exitCode, text, errors) = Sample.Run([few.Path, "--output", Path.Combine(output.Path, "model.zip"), "--size", "32", "--epochs", "1", "--post-epochs", "1", "--batch-size", "8", .. options]);

        Assert.AreEqual(0, exitCode, text + errors);
        StringAssert.Contains(text, "Loaded again, it gives the very same scores.");
    }

    [TestMethod]
    public void Run_CheckpointsOfAFinishedRun_GivesTheSameModelAtOnce()
    {
        using var output = new TemporaryFolder();
        var models = new List<string>();
        foreach (var name in new[] { "first.zip", "second.zip" })
        {
            models.Add(Path.Combine(output.Path, name));
            var (exitCode, text, errors) = Sample.Run(s_photos.Path, "--output", models[^1], "--size", "32", "--architecture", "mlp", "--epochs", "1", "--post-epochs", "0", "--checkpoint-folder", Path.Combine(output.Path, "checkpoints"));
            Assert.AreEqual(0, exitCode, text + errors);
        }

        CollectionAssert.AreEqual(ModelContent.Of(models[0]).ToList(), ModelContent.Of(models[1]).ToList());
    }

    [GeneratedRegex(@"^[^\r\n]*/[^\r\n]*\.(jpg|png): \S+ \(\d", RegexOptions.Multiline)]
    private static partial Regex PredictionLine();

    [GeneratedRegex(@"accuracy (\d+\.\d) ?%, macro")]
    private static partial Regex AccuracyLine();
}
