using System.Text.Json;
using ImageClassification.Tests;
using ImageFolders.Tests;

namespace Predict.Tests;

/// <summary>The sample as people start it, in a process of its own, with a model that TrainFromFolder made.</summary>
[TestClass]
public sealed class PredictTests
{
    private static TemporaryFolder s_folder = null!;

    private static string Photos => Path.Combine(s_folder.Path, "photos");

    private static string Model => Path.Combine(s_folder.Path, "model.zip");

    private static string Image => Directory.EnumerateFiles(Photos, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();

    private static string Broken => Path.Combine(s_folder.Path, "broken.png");

    [ClassInitialize]
    public static void Train(TestContext context)
    {
        s_folder = new TemporaryFolder();
        SmallPhotos.Write(Photos, classes: 3, perClass: 8, context);
        File.WriteAllText(Broken, "no image");
        var (exitCode, text, errors) = SampleProcess.Run(typeof(NonNegML.Samples.TrainFromFolder.SampleOptions).Assembly,
            Photos, "--output", Model, "--architecture", "mlp", "--size", "32", "--epochs", "2", "--post-epochs", "0");
        Assert.AreEqual(0, exitCode, text + errors);
    }

    [ClassCleanup]
    public static void Delete() => s_folder.Dispose();

    [TestMethod]
    public void Run_Folder_WritesALineForEachImage()
    {
        var (exitCode, text, errors) = Run(Model, Photos);

        Assert.AreEqual(0, exitCode, errors);
        var lines = text.Trim().Split('\n');
        Assert.HasCount(24, lines);
        Assert.AreEqual("", errors);
        foreach (var line in lines)
            Assert.HasCount(3, line.Split(": ")[1].Split(", "), line);
    }

    [TestMethod]
    public void Run_Top_ListsSoMany()
    {
        var (exitCode, text, _) = Run(Model, Image, "--top", "1");

        Assert.AreEqual(0, exitCode);
        StringAssert.StartsWith(text, $"{Image}: ");
        Assert.DoesNotContain(", ", text[Image.Length..]);
    }

    [TestMethod]
    public void Run_Json_IsADocumentWithEveryImage()
    {
        var (exitCode, text, _) = Run(Model, Image, Broken, "--json", "--top", "9");

        Assert.AreEqual(0, exitCode);
        using var document = JsonDocument.Parse(text);
        var entries = document.RootElement.EnumerateArray().ToList();
        Assert.HasCount(2, entries);
        Assert.AreEqual(Image, entries[0].GetProperty("image").GetString());
        var scores = entries[0].GetProperty("labels").EnumerateArray().Select(label => label.GetProperty("score").GetDouble()).ToList();
        Assert.HasCount(3, scores);
        Assert.AreEqual(1, scores.Sum(), 1e-5);
        CollectionAssert.AreEqual(scores.OrderDescending().ToList(), scores);
        CollectionAssert.AreEquivalent(Directory.EnumerateDirectories(Photos).Select(Path.GetFileName).ToList(),
            entries[0].GetProperty("labels").EnumerateArray().Select(label => label.GetProperty("label").GetString()).ToList());
        Assert.AreEqual(Broken, entries[1].GetProperty("image").GetString());
        StringAssert.Contains(entries[1].GetProperty("error").GetString(), "no known image format");
    }

    [TestMethod]
    public void Run_SomeUnreadable_NamesThemAndGoesOn()
    {
        var missing = Path.Combine(s_folder.Path, "missing.jpg");
        var (exitCode, text, errors) = Run(Model, Broken, missing, Image);

        Assert.AreEqual(0, exitCode);
        StringAssert.StartsWith(text, $"{Image}: ");
        StringAssert.Contains(errors, $"{Broken}: skipped, starts with 'no image', no known image format");
        StringAssert.Contains(errors, $"{missing}: skipped, no such file");
    }

    [TestMethod]
    public void Run_AllUnreadable_ExitsWith1()
    {
        using var empty = new TemporaryFolder();
        var (exitCode, text, errors) = Run(Model, Broken, empty.Path);

        Assert.AreEqual(1, exitCode);
        Assert.AreEqual("", text);
        StringAssert.Contains(errors, $"{empty.Path}: skipped, a folder without images");
    }

    [TestMethod]
    public void Run_NoModelOrADamagedOne_SaysSo()
    {
        var damaged = Path.Combine(s_folder.Path, "damaged.zip");
        File.WriteAllBytes(damaged, File.ReadAllBytes(Model)[..^100]);

        CheckError(Run(Path.Combine(s_folder.Path, "nowhere.zip"), Image), "There is no file");
        CheckError(Run(damaged, Image), "damaged.zip is no complete model: ");
        CheckError(Run(Image, Image), " is no complete model: ");
    }

    [TestMethod]
    public void Run_Help_NamesEveryOption()
    {
        var (exitCode, text, _) = Run("--help");

        Assert.AreEqual(0, exitCode);
        foreach (var option in new[] { "<model>", "<images>", "--top", "--json" })
            StringAssert.Contains(text, option);
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments) => SampleProcess.Run(typeof(NonNegML.Samples.Predict.PredictJob).Assembly, arguments);

    private static void CheckError((int ExitCode, string Output, string Errors) result, string expected)
    {
        Assert.AreEqual(1, result.ExitCode, result.Output + result.Errors);
        StringAssert.Contains(result.Errors, expected);
        Assert.HasCount(1, result.Errors.Trim().Split('\n'), result.Errors);
    }
}
