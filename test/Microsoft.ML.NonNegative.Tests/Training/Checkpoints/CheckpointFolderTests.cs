using Microsoft.ML.MultiplicativeUpdates;
using static Microsoft.ML.NonNegative.Tests.Training.TestLoop;

namespace Microsoft.ML.NonNegative.Tests.Training.Checkpoints;

[TestClass]
public sealed class CheckpointFolderTests
{
    private static readonly RunDescription Description = new([("Epochs", "4"), ("Seed", "1")]);

    private readonly string _path = Directory.CreateTempSubdirectory("checkpoints").FullName;

    [TestCleanup]
    public void Delete() => Directory.Delete(_path, recursive: true);

    public static IEnumerable<object[]> Interruptions =>
        from architecture in new[] { "mlp", "cnn" }
        from stop in new[] { 1, 6, 8, 15 }
        from threads in new[] { 0, 2 }
        select new object[] { architecture, stop, threads };

    [TestMethod]
    [DynamicData(nameof(Interruptions))]
    public void Resume_AfterAnyStep_GivesTheSameWeightsBitForBit(string architecture, int stop, int threads)
    {
        using var data = Patches.Source(100);
        using var validation = Patches.Source(40, seed: 2);
        var settings = Settings(TrainingPhase.Signed, 4) with { CheckpointSteps = 1, Averaging = 0.9, EarlyStopping = new EarlyStoppingOptions { Patience = 9 } };
        var (expected, results) = Uninterrupted(data, validation, settings, architecture);

        using var first = Network("sinusoidal", architecture);
        using (var folder = CheckpointFolder.Open(_path, resume: true))
        {
            using var begun = new TrainingState(TrainingPhase.Signed, first);
            Assert.ThrowsExactly<TimeoutException>(() => Run(data, begun, settings, Saving(folder, stopAfter: stop), validation, threads));
        }

        using var again = CheckpointFolder.Open(_path, resume: true);
        using var state = again.Newest(Description, (_, _) => settings, Assert.Fail)!;
        Assert.AreEqual(stop, (state.Epoch - 1) * 4 + state.Step);
        Run(data, state, settings, null, validation, threads);

        CollectionAssert.AreEqual(expected, Weights(state.Network));
        CollectionAssert.AreEqual(results, Results(state));
    }

    [TestMethod]
    public void Resume_InTheSignPreservingPhase_GivesTheSameWeightsBitForBit()
    {
        using var data = Patches.Source(100);
        using var signed = Network();
        using var expected = signed.ToNonNegative(SignalRange.Unit);
        using var begun = signed.ToNonNegative(SignalRange.Unit);
        var settings = Settings(TrainingPhase.SignPreserving, 3);
        Run(data, expected, settings);
        using (var folder = CheckpointFolder.Open(_path, resume: true))
            Assert.ThrowsExactly<TimeoutException>(() => Run(data, begun, settings, Saving(folder, stopAfter: 2)));

        using var again = CheckpointFolder.Open(_path, resume: true);
        using var state = again.Newest(Description, (_, _) => settings, Assert.Fail)!;
        Assert.AreEqual(TrainingPhase.SignPreserving, state.Phase);
        Run(data, state, settings);

        CollectionAssert.AreEqual(Weights(expected), Weights(state.Network));
    }

    [TestMethod]
    public void Save_ManyTimes_KeepsTheNewestTwo()
    {
        using var data = Patches.Source(100);
        using var network = Network();
        using var folder = CheckpointFolder.Open(_path, resume: true);
        Run(data, network, Settings(TrainingPhase.Signed, 3) with { CheckpointSteps = 1 }, Saving(folder));

        CollectionAssert.AreEqual(new[] { "checkpoint-0000000011.nnck", "checkpoint-0000000012.nnck" }, Names());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(100)]
    [DataRow(-1)]
    public void Newest_NewestIsDamaged_IsTheOneBefore(int damagedByte)
    {
        Train(epochs: 3);
        var newest = Path.Combine(_path, Names()[^1]);
        var bytes = File.ReadAllBytes(newest);
        bytes[damagedByte < 0 ? bytes.Length + damagedByte : damagedByte] ^= 1;
        File.WriteAllBytes(newest, bytes);
        var warnings = new List<string>();
        using var folder = CheckpointFolder.Open(_path, resume: true);
        using var state = folder.Newest(Description, (_, _) => Settings(TrainingPhase.Signed, 3), warnings.Add);

        Assert.AreEqual(3, state!.Epoch);
        StringAssert.Contains(warnings.Single(), $"'{newest}' cannot be read: Its content does not match its SHA-256 checksum");
    }

    [TestMethod]
    public void Newest_AnyTruncation_IsNoStateButAnException()
    {
        Train(epochs: 2);
        foreach (var name in Names())
        {
            var path = Path.Combine(_path, name);
            using var file = new FileStream(path, FileMode.Open);
            file.SetLength(file.Length / 3);
        }
        using var folder = CheckpointFolder.Open(_path, resume: true);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => folder.Newest(Description, (_, _) => Settings(TrainingPhase.Signed, 2), _ => { }));
        StringAssert.Contains(error.Message, "None of the 2 checkpoints");
    }

    [TestMethod]
    public void Newest_OfAnotherRun_SaysWhatDiffers()
    {
        Train(epochs: 2);
        using var folder = CheckpointFolder.Open(_path, resume: true);
        var other = new RunDescription([("Epochs", "5"), ("Seed", "1"), ("BatchSize", "32")]);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => folder.Newest(other, (_, _) => Settings(TrainingPhase.Signed, 2), Assert.Fail));

        StringAssert.Contains(error.Message, "belongs to another run: Epochs was 4, and is 5 now; BatchSize is 32 now, and was unknown.");
    }

    [TestMethod]
    public void Open_WithoutResume_DeletesTheCheckpointsAndNothingElse()
    {
        Train(epochs: 2);
        File.WriteAllText(Path.Combine(_path, "mine.txt"), "kept");
        using var folder = CheckpointFolder.Open(_path, resume: false);

        Assert.HasCount(0, Names());
        Assert.IsTrue(File.Exists(Path.Combine(_path, "mine.txt")));
        Assert.IsNull(folder.Newest(Description, (_, _) => Settings(TrainingPhase.Signed, 2), Assert.Fail));
    }

    [TestMethod]
    public void Open_WhileAnotherHasIt_SaysSo()
    {
        using var first = CheckpointFolder.Open(_path, resume: true);

        var error = Assert.ThrowsExactly<IOException>(() => CheckpointFolder.Open(_path, resume: true));

        StringAssert.Contains(error.Message, "another process trains with it");
    }

    [TestMethod]
    public void Open_AfterAKill_RemovesUnfinishedFiles()
    {
        var unfinished = Path.Combine(_path, $"checkpoint-0000000007.nnck.{Guid.NewGuid():N}.tmp");
        File.WriteAllText(unfinished, "half");
        CheckpointFolder.Open(_path, resume: true).Dispose();

        Assert.IsFalse(File.Exists(unfinished));
    }

    [TestMethod]
    public void Save_FolderGone_SaysWhatIsLeft()
    {
        using var data = Patches.Source(100);
        using var network = Network();
        var path = Path.Combine(_path, "inner");
        using var folder = CheckpointFolder.Open(path, resume: true);
        Directory.Delete(path, recursive: true);

        var error = Assert.ThrowsExactly<IOException>(() => Run(data, network, Settings(TrainingPhase.Signed, 2), Saving(folder)));

        StringAssert.Contains(error.Message, "The checkpoint of epoch 2, step 0 could not be written");
    }

    [TestMethod]
    public void Save_DiskFull_SaysSoAndLeavesTheLastCheckpoint()
    {
        if (!OperatingSystem.IsLinux() || Execute("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", _path) != 0)
            Assert.Inconclusive("This needs the right to mount a small file system.");
        try
        {
            using var data = Patches.Source(100);
            using var network = Network();
            using (var folder = CheckpointFolder.Open(_path, resume: true))
            {
                var watch = new TestWatch
                {
                    OnKeep = (state, optimizer) =>
                    {
                        // A checkpoint takes about 120 kB.
                        if (state.Epoch == 3)
                            File.WriteAllBytes(Path.Combine(_path, "filler"), new byte[new DriveInfo(_path).AvailableFreeSpace - 20_000]);
                        Save(folder, state, optimizer);
                    },
                };
                var error = Assert.ThrowsExactly<IOException>(() => Run(data, network, Settings(TrainingPhase.Signed, 4), watch));
                StringAssert.Contains(error.Message, "The checkpoint of epoch 3, step 0 could not be written");
                StringAssert.Contains(error.Message, "checkpoint-0000000001.nnck', is complete. Free space there");
            }

            Assert.HasCount(0, Directory.GetFiles(_path, "*.tmp"));
            using var again = CheckpointFolder.Open(_path, resume: true);
            using var left = again.Newest(Description, (_, _) => Settings(TrainingPhase.Signed, 4), Assert.Fail);
            Assert.AreEqual(2, left!.Epoch);
        }
        finally
        {
            Execute("umount", _path);
        }
    }

    private static int Execute(string program, params string[] arguments)
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private void Train(int epochs)
    {
        using var data = Patches.Source(100);
        using var network = Network();
        using var folder = CheckpointFolder.Open(_path, resume: true);
        Run(data, network, Settings(TrainingPhase.Signed, epochs), Saving(folder));
    }

    private static (List<float> Weights, List<string> Results) Uninterrupted(ExampleSource data, ExampleSource validation, TrainingSettings settings, string architecture)
    {
        using var network = Network("sinusoidal", architecture);
        var state = Run(data, network, settings, null, validation);
        return (Weights(network), Results(state));
    }

    private static List<string> Results(TrainingState state) => [.. state.Epochs.Select(epoch => $"{epoch.Epoch} {epoch.Loss:R} {epoch.Accuracy:R} {epoch.Validation} {epoch.LearningRate:R}")];

    private string[] Names() => [.. Directory.EnumerateFiles(_path, "*.nnck").Select(path => Path.GetFileName(path)).Order()];

    // Every state is kept; after some of them, training ends as by a blow.
    private static TestWatch Saving(CheckpointFolder folder, int stopAfter = int.MaxValue)
    {
        var kept = 0;
        return new TestWatch
        {
            OnCheck = () =>
            {
                if (kept >= stopAfter)
                    throw new TimeoutException();
            },
            OnKeep = (state, optimizer) =>
            {
                Save(folder, state, optimizer);
                kept++;
            },
        };
    }

    private static void Save(CheckpointFolder folder, TrainingState state, MultiplicativeOptimizer optimizer)
    {
        var network = (TorchSharp.torch.nn.Module)state.Network;
        var isTraining = network.training;
        folder.Save(Description, state, optimizer, new ImageModel(state.Network, new InputScaling(SignalRange.Unit), labels: null), new ModelColumns("", "", ""));
        network.train(isTraining);
    }
}
