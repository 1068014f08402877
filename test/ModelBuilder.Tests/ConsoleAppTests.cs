using ImageClassification.Tests;
using ImageFolders.Tests;

namespace ModelBuilder.Tests;

/// <summary>The console app as people start it, in a process of its own.</summary>
[TestClass]
public sealed class ConsoleAppTests
{
    [TestMethod]
    public void Train_Photos_TestsAndSavesAModelThatTheOtherCommandsUse()
    {
        using var output = new TemporaryFolder();
        var model = Path.Combine(output.Path, "model.zip");

        var (exitCode, text, errors) = Run("train", TrainedModel.Photos, "--model", model, "--epochs", "1");
        Assert.AreEqual(0, exitCode, text + errors);
        StringAssert.Contains(text, "36 images of 3 classes; 30 to train on, 6 to test with.");
        StringAssert.Contains(text, "macro accuracy");

        (exitCode, text, errors) = Run("evaluate", TrainedModel.OtherPhotos, "--model", model);
        Assert.AreEqual(0, exitCode, text + errors);
        StringAssert.Contains(text, "macro accuracy");

        (exitCode, text, errors) = Run("predict", TrainedModel.Images[0], "--model", model);
        Assert.AreEqual(0, exitCode, text + errors);
        Assert.HasCount(3, text.Trim().Split('\n'));
    }

    [TestMethod]
    public void Predict_NoImageOrNoModel_SaysSo()
    {
        var (exitCode, _, errors) = Run("predict", TrainedModel.ModelPath, "--model", TrainedModel.ModelPath);
        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(errors, "is no image that can be read: starts with ");

        (exitCode, _, errors) = Run("predict", TrainedModel.Images[0], "--model", "nowhere.zip");
        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(errors, "nowhere.zip");
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments) =>
        SampleProcess.Run(typeof(NonNegML.Samples.ModelBuilder.ConsoleApp.PredictCommand).Assembly, arguments);
}
