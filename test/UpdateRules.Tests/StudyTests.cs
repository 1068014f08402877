using System.Text.RegularExpressions;
using System.Xml.Linq;
using ImageClassification.Tests;

namespace UpdateRules.Tests;

/// <summary>The sample as people start it, in a process of its own.</summary>
[TestClass]
public sealed partial class StudyTests
{
    private const string Log = "runs.jsonl";
    private const string Report = "update-rules.md";
    private const string Table = "update-rules/runs.csv";

    private static TemporaryFolder _finished = null!;

    [ClassInitialize]
    public static void RunTheStudyOnce(TestContext context)
    {
        _finished = new TemporaryFolder();
        var (exitCode, text) = Sample.RunSmallStudy(_finished.Path, workers: 1);
        Assert.AreEqual(0, exitCode, text);
        context.WriteLine(text);
    }

    [ClassCleanup]
    public static void DeleteIt() => _finished.Dispose();

    [TestMethod]
    public void Run_SmallStudy_NotesEveryRunOnce()
    {
        var lines = File.ReadAllLines(_finished.PathOf(Log));

        Assert.HasCount(Sample.SmallStudyRuns, lines);
        Assert.HasCount(lines.Length, lines.Select(line => line[..line.IndexOf("\"result\"", StringComparison.Ordinal)]).Distinct());
    }

    [TestMethod]
    public void Run_SmallStudy_ReportsEveryPart()
    {
        var report = File.ReadAllText(_finished.PathOf(Report));

        foreach (var part in new[]
        {
            "# Update rules on images: what was measured", "`dotnet run -c Release --project samples/UpdateRules -- --study all --data generated", "the first 240 training images", "the first 100 test images",
            "## Test accuracy", "| rule | momentum |", "| additive | ", "| multiplicative | ", "| madam | ", "## What is ahead of the additive rule, and what is not", "## What came out", "- The best rule of each optimizer: momentum ",
            "## Rates", "40 validation images", "## Learning curves", "## Robustness", "| optimizer | rule | × 0.01 | × 0.1 | × 1 | × 10 | × 100 | area |", "| × 0.1 | × 0.3 | × 1 | × 3 | × 10 | area |",
        })
        {
            StringAssert.Contains(report, part);
        }
        Assert.IsFalse(report.Contains(Path.GetTempPath(), StringComparison.Ordinal) || report.Contains("NaN", StringComparison.Ordinal), report);
    }

    [TestMethod]
    public void Run_SmallStudy_WritesWhatTheReportLinksTo()
    {
        var links = Link().Matches(File.ReadAllText(_finished.PathOf(Report))).Select(match => match.Groups[1].Value).ToHashSet();

        CollectionAssert.IsSubsetOf(
            new[] { Table, "update-rules/curves-momentum.svg", "update-rules/curves-peers.svg", "update-rules/rate-scale-momentum.svg", "update-rules/initialization-scale-momentum.svg" }, links.ToList());
        foreach (var file in links)
            Assert.IsTrue(File.Exists(_finished.PathOf(file)), file);
        foreach (var file in links.Where(file => file.EndsWith(".svg", StringComparison.Ordinal)))
            Assert.AreEqual("svg", XDocument.Load(_finished.PathOf(file)).Root!.Name.LocalName);
        Assert.IsEmpty(Directory.GetFiles(_finished.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void Run_SmallStudy_ListsEveryRunWithItsRates()
    {
        var rows = File.ReadAllLines(_finished.PathOf(Table)).Select(line => line.Split(',')).ToList();

        Assert.AreEqual("study,rule,optimizer,eta,eta_in,eta_out,gamma,eta_bias,scale,seed,evaluated_on,accuracy,loss,diverged,sign_changes", string.Join(',', rows[0]));
        Assert.IsTrue(rows.TrueForAll(row => row.Length == 15));
        Assert.AreEqual(3 * 9, rows.Count(row => row[0] == "search" && row[9] == "0" && row[10] == "validation"));
        Assert.AreEqual(3 * 2, rows.Count(row => row[0] == "main" && row[10] == "test"));
        Assert.AreEqual(2 * 5 * 2, rows.Count(row => row[0] == "rate scale"));
        Assert.AreEqual(2 * 5 * 2, rows.Count(row => row[0] == "initialization scale"));

        // A weight under the multiplicative rule keeps its sign, and so it does under Madam.
        Assert.IsTrue(rows.Where(row => row[1] == "multiplicative" || row[2] == "madam").All(row => row[14] == "0"));
        Assert.IsTrue(rows.Exists(row => row[1] == "additive" && row[14] != "0"));
    }

    [TestMethod]
    public void Run_TwoWorkers_ComesToTheVerySame()
    {
        using var output = new TemporaryFolder();
        var (exitCode, text) = Sample.RunSmallStudy(output.Path, workers: 2);

        Assert.AreEqual(0, exitCode, text);
        AssertSameReport(output);
    }

    [TestMethod]
    public void Run_HalfFinished_DoesTheRest()
    {
        using var output = new TemporaryFolder();
        var lines = File.ReadAllLines(_finished.PathOf(Log));
        var kept = lines[..20];
        File.WriteAllText(output.PathOf(Log), string.Join('\n', kept) + "\n" + lines[20][..50]);

        var (exitCode, text) = Sample.RunSmallStudy(output.Path);

        Assert.AreEqual(0, exitCode, text);
        var now = File.ReadAllLines(output.PathOf(Log));
        CollectionAssert.AreEqual(kept, now[..20]);
        Assert.HasCount(Sample.SmallStudyRuns, now);
        AssertSameReport(output);
    }

    [TestMethod]
    public void Run_Finished_DoesNothingAgain()
    {
        var before = File.ReadAllBytes(_finished.PathOf(Log));

        var (exitCode, text) = Sample.RunSmallStudy(_finished.Path);

        Assert.AreEqual(0, exitCode, text);
        CollectionAssert.AreEqual(before, File.ReadAllBytes(_finished.PathOf(Log)));
    }

    [TestMethod]
    public void Run_OnlyRobustness_ReportsThatOnly()
    {
        using var output = new TemporaryFolder();
        File.Copy(_finished.PathOf(Log), output.PathOf(Log));

        var (exitCode, text) = Sample.RunSmallStudy(output.Path, study: "robustness");

        Assert.AreEqual(0, exitCode, text);
        Assert.HasCount(Sample.SmallStudyRuns, File.ReadAllLines(output.PathOf(Log)));
        var report = File.ReadAllText(output.PathOf(Report));
        StringAssert.Contains(report, "## Robustness");
        Assert.IsFalse(report.Contains("## Test accuracy", StringComparison.Ordinal) || report.Contains("| madam |", StringComparison.Ordinal), report);
    }

    [TestMethod]
    public void Run_LogWithSomethingElse_SaysWhichLine()
    {
        using var output = new TemporaryFolder();
        File.WriteAllText(output.PathOf(Log), "{\"spec\":null}\n");

        var (exitCode, text) = Sample.RunSmallStudy(output.Path);

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "line 1 is no finished run");
    }

    [TestMethod]
    [DataRow("--study is 'both'; it must be main or robustness or all.", "--study", "both")]
    [DataRow("--rules is 'magic'; it must be additive or multiplicative", "--rules", "additive,magic")]
    [DataRow("--optimizers is 'sgdm'; it must be sgd or momentum", "--optimizers", "sgdm")]
    [DataRow("--optimizers is empty; name one or more of", "--optimizers", ",")]
    [DataRow("--peers is 'nobody'; it must be madam", "--peers", "nobody")]
    [DataRow("--epochs is 0; it must be at least 1.", "--epochs", "0")]
    [DataRow("--train-limit is 1; it must be at least 2.", "--train-limit", "1")]
    [DataRow("--seeds is 'many'; it must be a whole number.", "--seeds", "many")]
    [DataRow("is 9999; it must be at least 1 and at most", "--workers", "9999")]
    [DataRow("Unrecognized command or argument '--colour'", "--colour", "red")]
    public void Run_BadOption_SaysWhatIsWrong(string expected, string option, string value)
    {
        var (exitCode, text) = Sample.Run(option, value);

        Assert.AreNotEqual(0, exitCode);
        StringAssert.Contains(text, expected);
    }

    [TestMethod]
    public void Run_FolderWithoutImages_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, text) = Sample.Run("--data", folder.Path, "--output", folder.PathOf("out"));

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "train-images-idx3-ubyte");
    }

    [TestMethod]
    public void Run_OutputThatIsAFile_SaysSo()
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
        foreach (var option in new[] { "--study", "--data", "--train-limit", "--test-limit", "--epochs", "--seeds", "--batch-size", "--rules", "--optimizers", "--peers", "--workers", "--output" })
            StringAssert.Contains(text, option);
    }

    private static void AssertSameReport(TemporaryFolder output)
    {
        var files = Directory.GetFiles(_finished.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_finished.Path, path)).Where(file => file != Log).ToList();
        Assert.HasCount(6, files);
        foreach (var file in files)
            Assert.AreEqual(File.ReadAllText(_finished.PathOf(file)), File.ReadAllText(output.PathOf(file)), file);
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
