using System.Diagnostics;
using ImageClassification.Tests;
using ImageFolders.Tests;

namespace TrainFromFolder.Tests;

/// <summary>Ctrl+C.</summary>
[TestClass]
public sealed class CancellationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "Ctrl+C is sent by kill.")]
    public async Task Interrupt_InTraining_StopsAndSaysWhatWasKept(bool withCheckpoints)
    {
        using var folder = new TemporaryFolder();
        var photos = Path.Combine(folder.Path, "photos");
        var checkpoints = Path.Combine(folder.Path, "checkpoints");
        var model = Path.Combine(folder.Path, "model.zip");
        SmallPhotos.Write(photos, classes: 2, perClass: 20, TestContext);
        string[] arguments = [photos, "--output", model, "--size", "32", "--epochs", "100000", .. withCheckpoints ? new[] { "--checkpoint-folder", checkpoints } : []];

        using var process = SampleProcess.Start(Sample.Assembly, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        }
        while (line is not null && !line.Contains("epoch 3/100000", StringComparison.Ordinal));
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);

        var text = await errors;
        Assert.AreEqual(130, process.ExitCode, line + rest + text);
        StringAssert.Contains(text, "Stopped in training, after step ");
        StringAssert.Contains(text, withCheckpoints ? "are kept: the same command goes on from the newest." : "Nothing was kept");
        StringAssert.Contains(text, "Cancelled.");
        Assert.IsFalse(File.Exists(model));
        Assert.AreEqual(withCheckpoints, Directory.Exists(checkpoints));
    }
}
