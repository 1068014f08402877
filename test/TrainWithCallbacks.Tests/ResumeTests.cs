using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ImageClassification.Tests;
using ImageFolders.Tests;
using NonNegML.Samples.TrainWithCallbacks;

namespace TrainWithCallbacks.Tests;

/// <summary>Training in a process that is interrupted, and goes on in another.</summary>
[TestClass]
public sealed partial class ResumeTests
{
    private const int Interval = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly System.Reflection.Assembly Sample = typeof(SampleOptions).Assembly;

    private static TemporaryFolder s_folder = null!;
    private static string s_photos = null!;
    private static string s_uninterrupted = null!;

    [ClassInitialize]
    public static void TrainUninterrupted(TestContext context)
    {
        s_folder = new TemporaryFolder();
        s_photos = Path.Combine(s_folder.Path, "photos");
        SmallPhotos.Write(s_photos, classes: 3, perClass: 25, context);
        s_uninterrupted = Path.Combine(s_folder.Path, "uninterrupted.zip");
        var (exitCode, text, errors) = SampleProcess.Run(Sample, Arguments(Path.Combine(s_folder.Path, "uninterrupted"), s_uninterrupted));
        Assert.AreEqual(0, exitCode, text + errors);
        Assert.DoesNotContain("Resumed", text);
    }

    [ClassCleanup]
    public static void Delete() => s_folder.Dispose();

    [TestMethod]
    public async Task Run_KilledAfterTheSecondCheckpoint_GoesOnToTheSameModel()
    {
        using var folder = new TemporaryFolder();
        var (checkpoints, model) = (Path.Combine(folder.Path, "checkpoints"), Path.Combine(folder.Path, "model.zip"));
        Directory.CreateDirectory(checkpoints);
        Step? last = null;
        using (var process = SampleProcess.Start(Sample, Arguments(checkpoints, model)))
        {
            var errors = process.StandardError.ReadToEndAsync();
            var seen = new HashSet<string>();
            while (seen.Count < 2)
            {
                var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
                Assert.IsNotNull(line, "Training ended before there were two checkpoints: " + (process.HasExited ? await errors : ""));
                last = Step.Parse(line) ?? last;
                seen.UnionWith(Directory.EnumerateFiles(checkpoints).Where(file => !file.EndsWith(".tmp", StringComparison.Ordinal)));
            }
            process.Kill();
            var rest = await process.StandardOutput.ReadToEndAsync();
            last = rest.Split('\n').Select(Step.Parse).LastOrDefault(step => step is not null) ?? last;
            await process.WaitForExitAsync();
            Assert.IsFalse(File.Exists(model));
        }

        var (exitCode, text, resumeErrors) = SampleProcess.Run(Sample, Arguments(checkpoints, model));

        Assert.AreEqual(0, exitCode, text + resumeErrors);
        CheckResumed(text, last!, mostLost: Interval);
        Assert.AreEqual(ModelContent.NetworkOf(s_uninterrupted), ModelContent.NetworkOf(model));
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(12)]
    [DataRow(17)]
    public void Run_StopAfterSteps_GoesOnToTheSameModel(int steps)
    {
        using var folder = new TemporaryFolder();
        var (checkpoints, model) = (Path.Combine(folder.Path, "checkpoints"), Path.Combine(folder.Path, "model.zip"));

        var (stopped, text, errors) = SampleProcess.Run(Sample, [.. Arguments(checkpoints, model), "--stop-after-steps", $"{steps}"]);

        Assert.AreEqual(0, stopped, text + errors);
        StringAssert.Contains(text, $"{steps} steps in this run. No model was saved. The checkpoints in {checkpoints} are kept: the same command goes on from the newest.");
        Assert.IsFalse(File.Exists(model));
        var last = text.Split('\n').Select(Step.Parse).Last(step => step is not null)!;

        (var exitCode, text, errors) = SampleProcess.Run(Sample, Arguments(checkpoints, model));

        Assert.AreEqual(0, exitCode, text + errors);
        CheckResumed(text, last, mostLost: 0);
        Assert.AreEqual(ModelContent.NetworkOf(s_uninterrupted), ModelContent.NetworkOf(model));
    }

    [TestMethod]
    public void Run_OtherOptions_SaysThatTheCheckpointsAreOfOthers()
    {
        using var folder = new TemporaryFolder();
        var (checkpoints, model) = (Path.Combine(folder.Path, "checkpoints"), Path.Combine(folder.Path, "model.zip"));
        Assert.AreEqual(0, SampleProcess.Run(Sample, [.. Arguments(checkpoints, model), "--stop-after-steps", "8"]).ExitCode);

        var (exitCode, _, errors) = SampleProcess.Run(Sample, [.. Arguments(checkpoints, model), "--seed", "2"]);

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(errors, "Error: ");
        Assert.HasCount(1, errors.Trim().Split('\n'), errors);
    }

    private static void CheckResumed(string text, Step last, int mostLost)
    {
        var resumed = ResumedLine().Match(text);
        Assert.IsTrue(resumed.Success, text);
        var first = text.Split('\n').Select(Step.Parse).First(step => step is not null)!;
        Assert.AreEqual(first.Phase, resumed.Groups[1].Value);
        Assert.AreEqual(first.Epoch, int.Parse(resumed.Groups[2].Value, CultureInfo.InvariantCulture));
        Assert.AreEqual(first.Number - 1, int.Parse(resumed.Groups[3].Value, CultureInfo.InvariantCulture));
        if (first.Phase == last.Phase)
            Assert.IsInRange(0, mostLost, last.Done - (first.Done - 1));
    }

    private static string[] Arguments(string checkpoints, string model) =>
        ["--data", s_photos, "--checkpoints", checkpoints, "--checkpoint-steps", $"{Interval}", "--epochs", "3", "--post-epochs", "2", "--threads", "1", "--output", model];

    [GeneratedRegex(@"Resumed: (\w+) phase, epoch (\d+), after step (\d+) of \d+\.")]
    private static partial Regex ResumedLine();

    [GeneratedRegex(@"^(\w+) phase, epoch (\d+) of \d+, step (\d+) of (\d+):")]
    private static partial Regex StepLine();

    private sealed record Step(string Phase, int Epoch, int Number, int OfEpoch)
    {
        public int Done => (Epoch - 1) * OfEpoch + Number;

        public static Step? Parse(string line)
        {
            var match = StepLine().Match(line);
            int Group(int index) => int.Parse(match.Groups[index].Value, CultureInfo.InvariantCulture);
            return match.Success ? new Step(match.Groups[1].Value, Group(2), Group(3), Group(4)) : null;
        }
    }
}
