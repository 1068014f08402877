using Microsoft.ML.Data;
using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Repository.Tests.Readme;
using static TorchSharp.torch;

namespace NonNegML.Repository.Tests;

[TestClass]
public sealed class ReadmeTests
{
    [TestMethod]
    public void Example_AsPrinted_RunsAndIsAtMost25Lines()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```").ToList();
        var random = new Random(1);
        var digits = Enumerable.Range(0, 60).Select(i => new Digit
        {
            Pixels = [.. Enumerable.Range(0, 784).Select(p => p / 392 == i % 2 ? (float)random.NextDouble() : 0)],
            Name = i % 2 == 0 ? "upper" : "lower",
        }).ToList();
        var before = Console.Out;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            ReadmeExample1.Run(digits);
        }
        finally
        {
            Console.SetOut(before);
            File.Delete("digits.zip");
        }

        Assert.IsLessThanOrEqualTo(25, lines.Count(l => l.Length > 0));
        StringAssert.Contains(output.ToString(), "accuracy");
    }

    [TestMethod]
    public void Photos_AsPrinted_TrainFromFilesAndAreSaved()
    {
        var before = Console.Out;
        using var output = new StringWriter();
        var folder = Directory.CreateTempSubdirectory("photos").FullName;
        try
        {
            Console.SetOut(TextWriter.Synchronized(output));
            WritePhotos(folder);
            File.Copy(Path.Combine(folder, "bright", "1.png"), "photo.jpg", overwrite: true);
            ReadmeExample2.Run(folder);
            Assert.IsTrue(File.Exists("photos.zip"));
        }
        finally
        {
            Console.SetOut(before);
            File.Delete("photos.zip");
            File.Delete("photo.jpg");
            Directory.Delete(folder, recursive: true);
            Directory.Delete("checkpoints", recursive: true);
        }

        StringAssert.Contains(output.ToString(), "; 1 images could not be read");
        StringAssert.Contains(output.ToString(), "parameters");
        StringAssert.Contains(output.ToString(), "SignPreserving, epoch");
        StringAssert.Contains(output.ToString(), "bright (");
    }

    [TestMethod]
    public void RuleOfYourOwn_AsPrinted_ChangesEachWeightByAShareOfIt()
    {
        using var network = nn.Linear(3, 2);
        ReadmeExample3.Run(network);
        var weight = network.parameters().First();
        using var gradient = ones(2, 3);
        weight.grad = gradient;
        var before = weight.data<float>().ToArray();
        using var optimizer = new MultiplicativeOptimizer([weight], new SgdDirection(), new SignedShareRule(), new() { OuterLearningRate = 0.1 });
        optimizer.step();
        var after = weight.data<float>().ToArray();

        for (var i = 0; i < before.Length; i++)
            Assert.AreEqual(before[i] - 0.1f * Math.Abs(before[i]), after[i], 1e-6f);
    }

    [TestMethod]
    public void NonNegativeNetwork_AsPrinted_IsOneAndIsExported()
    {
        var before = Console.Out;
        using var output = new StringWriter();
        using var images = rand(4, 3 * 32 * 32) * 4 - 2;
        try
        {
            Console.SetOut(output);
            ReadmeExample4.Run([images]);
            Assert.IsTrue(File.Exists("network.npz"));
        }
        finally
        {
            Console.SetOut(before);
            File.Delete("network.npz");
        }

        StringAssert.Contains(output.ToString(), "smallest weight 0, smallest signal 0, largest difference");
    }

    [TestMethod]
    public void Links_ToFiles_LeadSomewhere()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var links = System.Text.RegularExpressions.Regex.Matches(readme, @"\]\((?!http)([^)#]+)").Select(m => m.Groups[1].Value).ToList();

        Assert.IsNotEmpty(links);
        foreach (var link in links)
            Assert.IsTrue(Path.Exists(Path.Combine(Repository.Root, link)), link);
    }

    // Dark and bright images of several sizes, and a file that is none.
    private static void WritePhotos(string folder)
    {
        var folders = new[] { "dark", "bright" }.Select(name => Directory.CreateDirectory(Path.Combine(folder, name)).FullName).ToArray();
        for (var i = 0; i < 24; i++)
        {
            var side = 24 + i;
            var pixels = new byte[side * side * 4];
            pixels.AsSpan().Fill((byte)(i % 2 * 200 + i));
            using var image = MLImage.CreateFromPixels(side, side, MLPixelFormat.Rgba32, pixels);
            image.Save(Path.Combine(folders[i % 2], $"{i}.png"));
        }
        File.WriteAllText(Path.Combine(folders[0], "not.jpg"), "<html>");
    }
}
