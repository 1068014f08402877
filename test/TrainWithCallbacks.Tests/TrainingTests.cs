using ImageClassification.Tests;
using ImageFolders.Tests;
using NonNegML.Samples.TrainWithCallbacks;

namespace TrainWithCallbacks.Tests;

/// <summary>The sample as people start it, in a process of its own.</summary>
[TestClass]
public sealed class TrainingTests
{
    [TestMethod]
    public void Run_GeneratedImages_ReportsStepsAndValidation()
    {
        using var folder = new TemporaryFolder();
        var (checkpoints, model) = (Path.Combine(folder.Path, "checkpoints"), Path.Combine(folder.Path, "model.zip"));

        var (exitCode, text, errors) = Run("--checkpoints", checkpoints, "--epochs", "2", "--post-epochs", "1", "--output", model);

        Assert.AreEqual(0, exitCode, text + errors);
        StringAssert.Contains(text, "240 images of 4 classes.");
        StringAssert.Contains(text, "Signed phase, epoch 2 of 2, step 12 of 12: loss ");
        StringAssert.Contains(text, "SignPreserving phase, epoch 1 of 1, step 12 of 12: loss ");
        StringAssert.Contains(text, "  validation images: loss ");
        StringAssert.Contains(text, "Training ended: Completed, after 3 epochs");
        StringAssert.Contains(text, "The model's weights are those of SignPreserving, epoch ");
        Assert.IsTrue(File.Exists(model));
        Assert.IsNotEmpty(Directory.EnumerateFiles(checkpoints));

        // All is done already.
        (exitCode, var again, errors) = Run("--checkpoints", checkpoints, "--epochs", "2", "--post-epochs", "1", "--output", model + "2");
        Assert.AreEqual(0, exitCode, again + errors);
        StringAssert.Contains(again, "Resumed: training was complete already.");
        Assert.AreEqual(ModelContent.NetworkOf(model), ModelContent.NetworkOf(model + "2"));
    }

    [TestMethod]
    public void Run_LittlePatience_StopsEarly()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, text, errors) = Run("--checkpoints", Path.Combine(folder.Path, "checkpoints"), "--epochs", "200", "--post-epochs", "0", "--patience", "1", "--output", Path.Combine(folder.Path, "model.zip"));

        Assert.AreEqual(0, exitCode, text + errors);
        StringAssert.Contains(text, "Training ended: StoppedEarly, after ");
        Assert.DoesNotContain("epoch 200 of 200", text);
    }

    [TestMethod]
    [DataRow("--checkpoint-steps is 0; it must be at least 1.", "--checkpoints", "x", "--checkpoint-steps", "0")]
    [DataRow("Option '--checkpoints' is required.")]
    public void Run_BadOption_SaysWhatIsWrong(string expected, params string[] arguments)
    {
        var (exitCode, _, errors) = Run(arguments);

        Assert.AreNotEqual(0, exitCode);
        Assert.AreEqual(expected, errors.Trim());
    }

    [TestMethod]
    public void Run_Help_NamesEveryOption()
    {
        var (exitCode, text, _) = Run("--help");

        Assert.AreEqual(0, exitCode);
        foreach (var option in new[] { "--data", "--checkpoints", "--checkpoint-steps", "--epochs", "--post-epochs", "--patience", "--stop-after-steps", "--seed", "--threads", "--output" })
            StringAssert.Contains(text, option);
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments) => SampleProcess.Run(typeof(SampleOptions).Assembly, arguments);
}
