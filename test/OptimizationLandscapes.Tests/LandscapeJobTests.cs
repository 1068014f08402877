using System.Diagnostics;
using System.Text.Json;
using ImageClassification.Tests;
using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Samples.OptimizationLandscapes;
using OptimizationLandscapes.Tests.Charts;

namespace OptimizationLandscapes.Tests;

/// <summary>The sample as people start it, in a process of its own.</summary>
[TestClass]
public sealed class LandscapeJobTests
{
    private static readonly string[] Small = ["--study-configurations", "60", "--best-configurations", "40", "--configurations", "30"];

    [TestMethod]
    public void Run_AllFunctions_WritesTablesAndFigures()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, text) = Sample.Run([.. Small, "--output", folder.PathOf("new", "folder")]);

        Assert.AreEqual(0, exitCode, text);
        CollectionAssert.AreEquivalent(
            new[] { "results.json", "results.md" }.Concat(TestFunctions.All.SelectMany(function => new[] { Figures.TrajectoriesName(function), Figures.SurfaceName(function) })).ToArray(),
            Directory.GetFiles(folder.PathOf("new", "folder")).Select(Path.GetFileName).ToArray());
        foreach (var figure in Directory.GetFiles(folder.PathOf("new", "folder"), "*.svg"))
            _ = new Svg(File.ReadAllText(figure));

        var page = File.ReadAllText(folder.PathOf("new", "folder", "results.md"));
        StringAssert.Contains(page, "| Rosenbrock | SGD | 1.38e0 |");
        StringAssert.Contains(page, "| 5.88e-1 ± 2.19e-1 |");
        StringAssert.Contains(page, "## Best of 40 configurations: distance to the minimum after 100 iterations");
        StringAssert.Contains(page, "## Share of 60 random configurations");
        StringAssert.Contains(page, "(trajectories-convex-2d.svg)");
        StringAssert.Contains(page, "counts as 1");
        foreach (var row in page.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Split('|').Length))
            Assert.IsTrue(row is 10 or 7, $"{row}");

        using var json = JsonDocument.Parse(File.ReadAllText(folder.PathOf("new", "folder", "results.json")));
        var cells = json.RootElement.GetProperty("cells").EnumerateArray().ToList();
        Assert.HasCount(6 * 4 * 3, cells);
        foreach (var optimizer in Cell.Directions.Select(Cell.NameOf))
            foreach (var function in new[] { "Convex 2D", "Rosenbrock" })
                Assert.AreEqual(0, Share(function, optimizer, "multiplicative"), $"{function}, {optimizer}");
        Assert.IsGreaterThan(0.5, Share("Rosenbrock", "SGD", "additive"));
        Assert.AreEqual(1.38, Find("Rosenbrock", "SGD", "additive").GetProperty("publishedBestDistance").GetDouble());
        Assert.AreEqual(JsonValueKind.Null, Find("Beale", "SGD", "additive").GetProperty("publishedBestDistance").ValueKind);

        double Share(string function, string optimizer, string rule) => Find(function, optimizer, rule).GetProperty("shareFarther").GetDouble();

        JsonElement Find(string function, string optimizer, string rule) => cells.Single(cell =>
            cell.GetProperty("function").GetString() == function && cell.GetProperty("optimizer").GetString() == optimizer && cell.GetProperty("rule").GetString() == rule);
    }

    [TestMethod]
    public void Run_SameSeed_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, arguments) in new (string, string[])[] { ("a", ["--seed", "7"]), ("b", ["--seed", "7", "--threads", "1"]), ("c", ["--seed", "8"]) })
        {
            var (exitCode, text) = Sample.Run([.. Small, "--functions", "rosenbrock,beale", "--output", folder.PathOf(name), .. arguments]);
            Assert.AreEqual(0, exitCode, text);
        }

        foreach (var file in Directory.GetFiles(folder.PathOf("a")).Select(Path.GetFileName).Where(file => file != "results.json"))
            Assert.AreEqual(File.ReadAllText(folder.PathOf("a", file!)), File.ReadAllText(folder.PathOf("b", file!)), file);
        Assert.AreNotEqual(File.ReadAllText(folder.PathOf("a", "results.md")), File.ReadAllText(folder.PathOf("c", "results.md")));
    }

    [TestMethod]
    public void Run_FunctionsThatNothingIsPublishedOf_LeavesTheComparisonOut()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, text) = Sample.Run([.. Small, "--functions", "BOOTH,booth, ackley", "--precision", "double", "--iterations", "5", "--output", folder.Path]);

        Assert.AreEqual(0, exitCode, text);
        var page = File.ReadAllText(folder.PathOf("results.md"));
        Assert.DoesNotContain("published |", page);
        StringAssert.Contains(page, "| Booth | SGD |");
        StringAssert.Contains(page, "double precision");
        Assert.HasCount(4, Directory.GetFiles(folder.Path, "*.svg"));
    }

    [TestMethod]
    [DataRow("--functions has 'sphere'; there are convex-2d, rosenbrock, beale, himmelblau, booth, ackley.", "--functions", "booth,sphere")]
    [DataRow("--functions has ''; there are", "--functions", "")]
    [DataRow("--iterations is 0; it must be at least 1.", "--iterations", "0")]
    [DataRow("--configurations is -1; it must be at least 1.", "--configurations", "-1")]
    [DataRow("--study-configurations is 'all'; it must be a whole number.", "--study-configurations", "all")]
    [DataRow("--best-configurations is '1.5'; it must be a whole number.", "--best-configurations", "1.5")]
    [DataRow("is 9999; it must be at least 1 and at most", "--threads", "9999")]
    [DataRow("--precision is 'half'; it must be single or double.", "--precision", "half")]
    [DataRow("--precision is '1'; it must be single or double.", "--precision", "1")]
    [DataRow("Unrecognized command or argument '--colour'", "--colour", "red")]
    public void Run_BadOption_SaysWhatIsWrong(string expected, string option, string value)
    {
        var (exitCode, text) = Sample.Run(option, value);

        Assert.AreNotEqual(0, exitCode);
        StringAssert.Contains(text, expected);
    }

    [TestMethod]
    public void Run_OutputThatIsAFile_SaysSoAtOnce()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("file"), "");
        var (exitCode, text) = Sample.Run("--output", folder.PathOf("file"));

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "is a file; name a folder");
    }

    [TestMethod]
    public void Run_Help_NamesEveryOption()
    {
        var (exitCode, text) = Sample.Run("--help");

        Assert.AreEqual(0, exitCode);
        foreach (var option in new[] { "--seed", "--configurations", "--study-configurations", "--best-configurations", "--iterations", "--threads", "--output", "--functions", "--precision" })
            StringAssert.Contains(text, option);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Run_Interrupted_EndsAtOnceAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        using var process = Sample.Start("--study-configurations", "1000000", "--output", folder.PathOf("out"));

        // The first line of the progress bars: the work has begun.
        Assert.IsNotNull(process.StandardOutput.ReadLine());
        Thread.Sleep(500);
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        var (exitCode, text) = Sample.End(process);

        Assert.AreEqual(130, exitCode, text);
        StringAssert.Contains(text, "Cancelled.");
        Assert.IsLessThan(TimeSpan.FromSeconds(20), clock.Elapsed);
        Assert.IsFalse(Directory.Exists(folder.PathOf("out")));
    }
}
