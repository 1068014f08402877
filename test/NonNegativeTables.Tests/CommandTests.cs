using ImageClassification.Tests;
using NonNegML.Samples.NonNegativeTables;

namespace NonNegativeTables.Tests;

[TestClass]
public sealed class CommandTests
{
    [TestMethod]
    public void Run_EveryMethodOfTheMlp_LogsAndReportsThem()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, text) = Sample.RunSmall(folder, "--networks", "mlp", "--methods", "all", "--parallel", "2");

        Assert.AreEqual(0, exitCode, text);
        var lines = Sample.Lines(folder);
        CollectionAssert.AreEquivalent(
            (from activation in new[] { ActivationKind.Sinusoidal, ActivationKind.Sigmoid } from method in Enum.GetValues<Method>() select (activation, method)).ToList(),
            lines.Select(line => (line.Spec.Activation, line.Spec.Method)).ToList());
        AssertNonNegative(lines);
        StringAssert.Contains(File.ReadAllText(folder.PathOf("tables.md")), "| generated | MLP | sigmoid | θ = v² |");
    }

    [TestMethod]
    public void Run_EveryMethodOfTheCnn_LogsThem()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, text) = Sample.RunSmall(folder, "--networks", "cnn", "--activations", "sinusoidal");

        Assert.AreEqual(0, exitCode, text);
        var lines = Sample.Lines(folder);
        Assert.HasCount(8, lines);
        AssertNonNegative(lines);
        Assert.IsTrue(lines.All(line => line.Spec.Start == Start.Matched));
    }

    [TestMethod]
    [DataRow("resnet18")]
    [DataRow("vgg11")]
    public void Run_DeepNetwork_RewritesItWithBoundsFoundOnData(string network)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, text) = Sample.RunOn(24, 10, folder, "--networks", network, "--seeds", "1", "--parallel", "1");

        Assert.AreEqual(0, exitCode, text);
        var lines = Sample.Lines(folder);
        CollectionAssert.AreEqual(new[] { Method.Signed, Method.Transform, Method.PostOurs }, lines.Select(line => line.Spec.Method).ToList());
        AssertNonNegative(lines);
        Assert.AreEqual(0.0, lines[1].Result.Check!.ClippedShare!.Value, 1e-6);
        StringAssert.Contains(File.ReadAllText(folder.PathOf("tables.md")), "training images/s");
    }

    [TestMethod]
    public void Verify_EveryNetwork_IsSound()
    {
        var (exitCode, text) = Sample.Run("verify", "--data", "generated", "--train-limit", "128", "--test-limit", "6", "--networks", "mlp,cnn,vgg11");

        Assert.AreEqual(0, exitCode, text);
        foreach (var row in new[] { "| MLP (100-200) | relu14 | random |", "| small CNN | sigmoid | 128 images |", "| VGG-11 with batch normalisation (small images) | relu14 |" })
            StringAssert.Contains(text, row);
        Assert.IsFalse(text.Contains("| NO |", StringComparison.Ordinal), text);
    }

    [TestMethod]
    public void Run_Again_DoesNothingAgainAndWithTwoWorkersComesToTheSame()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        string[] arguments = ["--networks", "mlp", "--methods", "post-nnsgd,post-ours,scratch-ours", "--seeds", "2", "--activations", "sigmoid"];
        Assert.AreEqual(0, Sample.RunOn(256, 100, one, [.. arguments, "--parallel", "1"]).ExitCode);
        Assert.AreEqual(0, Sample.RunOn(256, 100, two, [.. arguments, "--parallel", "2"]).ExitCode);
        var before = File.ReadAllBytes(one.PathOf("tables/runs.jsonl"));

        Assert.AreEqual(0, Sample.RunOn(256, 100, one, arguments).ExitCode);

        CollectionAssert.AreEqual(before, File.ReadAllBytes(one.PathOf("tables/runs.jsonl")));
        Assert.HasCount(8, Sample.Lines(one));
        CollectionAssert.AreEquivalent(Key(one), Key(two));

        static List<(RunSpec, double, double?, double?)> Key(TemporaryFolder folder) => [.. Sample.Lines(folder).Select(line => (line.Spec, line.Result.Accuracy, line.Result.TrainLoss, line.Result.SmallestWeight))];
    }

    [TestMethod]
    public void Run_Interrupted_GoesOnFromTheKeptNetworkAndComesToTheSame()
    {
        using var whole = new TemporaryFolder();
        using var parts = new TemporaryFolder();
        string[] arguments = ["--networks", "mlp", "--activations", "sinusoidal", "--methods"];
        Assert.AreEqual(0, Sample.RunSmall(whole, [.. arguments, "signed,post-nnsgd"]).ExitCode);

        Assert.AreEqual(0, Sample.RunSmall(parts, [.. arguments, "signed"]).ExitCode);
        Assert.AreEqual(0, Sample.RunSmall(parts, [.. arguments, "signed,post-nnsgd"]).ExitCode);
        Assert.HasCount(2, Sample.Lines(parts));
        Assert.AreEqual(Last(whole), Last(parts));

        // Without the kept network its training is done again.
        Directory.Delete(parts.PathOf("cache"), recursive: true);
        Assert.AreEqual(0, Sample.RunSmall(parts, [.. arguments, "post-csgd"]).ExitCode);
        Assert.HasCount(3, Sample.Lines(parts));

        static (double, double?) Last(TemporaryFolder folder) => Sample.Lines(folder)[^1].Result is var result ? (result.Accuracy, result.TrainLoss) : default;
    }

    [TestMethod]
    public void Report_AfterTheRuns_WritesTheSamePage()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(0, Sample.RunSmall(folder, "--networks", "mlp", "--methods", "transform").ExitCode);
        var page = File.ReadAllText(folder.PathOf("tables.md"));
        File.Delete(folder.PathOf("tables.md"));

        var (exitCode, text) = Sample.Run("report", "--output", folder.PathOf("tables"));

        Assert.AreEqual(0, exitCode, text);
        Assert.AreEqual(page, File.ReadAllText(folder.PathOf("tables.md")));
    }

    [TestMethod]
    [DataRow("--networks is 'transformer'; it must be mlp or cnn or resnet18 or vgg11.", "--networks", "mlp,transformer")]
    [DataRow("--datasets is 'svhn'; it must be mnist or fashion_mnist or cifar10 or generated.", "--datasets", "svhn")]
    [DataRow("--activations is 'relu'; it must be sinusoidal or sigmoid.", "--activations", "relu")]
    [DataRow("--methods is 'magic'; it must be signed or transform", "--methods", "magic")]
    [DataRow("--methods must be one or more of", "--methods", ",")]
    [DataRow("--start is 'exponential'; it must be xavier or matched.", "--start", "exponential")]
    [DataRow("--epochs is 0; it must be at least 1.", "--epochs", "0")]
    [DataRow("--seeds is 'many'; it must be a whole number.", "--seeds", "many")]
    [DataRow("is 9999; it must be at least 1 and at most", "--parallel", "9999")]
    [DataRow("'tpu'", "--device", "tpu")]
    [DataRow("Unrecognized command or argument '--colour'", "--colour", "red")]
    public void Run_BadOption_SaysWhatIsWrong(string expected, string option, string value)
    {
        var (exitCode, text) = Sample.Run("run", option, value);

        Assert.AreNotEqual(0, exitCode);
        StringAssert.Contains(text, expected);
    }

    [TestMethod]
    public void Run_DataThatIsNotThere_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Sample.Run("run", "--data", folder.PathOf("none"), "--output", folder.PathOf("out")).Output, "there is no folder");
        StringAssert.Contains(Sample.Run("run", "--data", folder.Path, "--output", folder.PathOf("out")).Output, "has neither a folder mnist nor fashion_mnist");
        StringAssert.Contains(Sample.Run("run", "--data", folder.Path, "--datasets", "cifar10", "--output", folder.PathOf("out")).Output, "cifar10: there is no folder");
    }

    [TestMethod]
    public void Run_NothingForTheNetwork_SaysSo()
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Sample.RunSmall(folder, "--networks", "cnn", "--methods", "scratch-abs").Output, "There is nothing to do");
    }

    [TestMethod]
    public void Report_NoRuns_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, text) = Sample.Run("report", "--output", folder.Path);

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "There are no runs yet");
    }

    private static void AssertNonNegative(IReadOnlyList<RunLog.Line> lines)
    {
        foreach (var (spec, result) in lines)
        {
            Assert.IsTrue(double.IsFinite(result.Accuracy) && !result.Diverged, $"{spec}");
            if (spec.Method == Method.Signed)
                Assert.IsTrue(result.SmallestWeight < 0 && result.Check is null, $"{spec}");
            else
                Assert.IsGreaterThanOrEqualTo(0.0, result.SmallestWeight!.Value, $"{spec}");
            if (result.Check is { } check)
                Assert.IsGreaterThanOrEqualTo(-1e-6, check.MinSignalRelative, $"{spec}");
            if (spec.Method == Method.Transform)
                Assert.IsTrue(result.Check!.IsEquivalent, $"{spec}: {result.Check}");
        }
    }
}
