using System.IO.Compression;
using ImageClassification.Tests;
using ImageFolders.Tests;

namespace TrainFromFolder.Tests;

/// <summary>What the sample says of commands that cannot be done.</summary>
[TestClass]
public sealed class CommandTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("--architecture is 'rnn'; it must be mlp or cnn or cifar-cnn or resnet18 or vgg11.", "--architecture", "rnn")]
    [DataRow("--epochs is -1; it must be at least 0.", "--epochs", "-1")]
    [DataRow("--size is 4; it must be at least 8 and at most 1024.", "--size", "4")]
    [DataRow("--test-fraction is '1.5'; it must be a number above 0 and below 1, such as 0.2.", "--test-fraction", "1.5")]
    [DataRow("--constraint is 'none'; it must be non-negative or signed or clipped.", "--constraint", "none")]
    [DataRow("--storage is 'cloud'; it must be memory or file or stream.", "--storage", "cloud")]
    public void Run_BadOption_SaysWhatIsWrongBelowTheHelp(string expected, string option, string value)
    {
        var (exitCode, text, errors) = Sample.Run(".", option, value);

        Assert.AreNotEqual(0, exitCode);
        Assert.AreEqual(expected, errors.Trim());
        StringAssert.Contains(text, "--architecture");
    }

    [TestMethod]
    public void Run_NoFolder_SaysSo()
    {
        var (exitCode, _, errors) = Sample.Run();

        Assert.AreNotEqual(0, exitCode);
        StringAssert.Contains(errors, "Required argument missing");
    }

    [TestMethod]
    public void Run_Help_NamesEveryOption()
    {
        var (exitCode, text, _) = Sample.Run("--help");

        Assert.AreEqual(0, exitCode);
        foreach (var option in new[] { "<folder>", "--output", "--architecture", "--size", "--grey", "--epochs", "--post-epochs", "--batch-size", "--test-fraction", "--seed", "--augment", "--storage", "--threads", "--checkpoint-folder", "--constraint" })
            StringAssert.Contains(text, option);
    }

    [TestMethod]
    public void Run_Zip_SaysHowToUnpackIt()
    {
        using var folder = new TemporaryFolder();
        var zip = Path.Combine(folder.Path, "photos.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
            archive.CreateEntry("roses/1.jpg");

        CheckError(Sample.Run(zip), "is a zip file, which is not read as it is. Unpack it");
    }

    [TestMethod]
    public void Run_NoSuchFolderOrOneClass_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "roses"));
        File.WriteAllText(Path.Combine(folder.Path, "roses", "1.jpg"), "");

        CheckError(Sample.Run(Path.Combine(folder.Path, "nowhere")), "There is no folder");
        CheckError(Sample.Run(folder.Path), "has images of one class only, 'roses' (1)");
    }

    [TestMethod]
    public void Run_OutputThatIsAFolder_SaysSoBeforeItTrains()
    {
        using var folder = new TemporaryFolder();

        CheckError(Sample.Run(folder.Path, "--output", folder.Path), "is a folder; name a file");
    }

    [TestMethod]
    public void Run_ManyBrokenImages_SaysSoAndWritesNoModel()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Enumerable.Range(0, 40).Select(i => Path.Combine(folder.Path, "photos", i % 2 == 0 ? "a" : "b", $"{i}.jpg")))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "no image");
        }
        var model = Path.Combine(folder.Path, "model.zip");

        var result = Sample.Run(folder.Path, "--output", model, "--size", "32", "--epochs", "1");

        CheckError(result, "Error: ");
        TestContext.WriteLine(result.Errors);
        Assert.IsFalse(File.Exists(model));
    }

    private static void CheckError((int ExitCode, string Output, string Errors) result, string expected)
    {
        Assert.AreEqual(1, result.ExitCode, result.Output + result.Errors);
        StringAssert.Contains(result.Errors, expected);
        Assert.HasCount(1, result.Errors.Trim().Split('\n'), result.Errors);
    }
}
