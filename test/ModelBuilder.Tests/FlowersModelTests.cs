using ImageClassification.Tests;
using NonNegML.Samples.ModelBuilder;

namespace ModelBuilder.Tests;

[TestClass]
public sealed class FlowersModelTests
{
    [TestMethod]
    public void PredictAllLabels_Photo_GivesEveryLabelOnceTheHighestFirst()
    {
        using var predictor = new FlowersModel.Predictor(TrainedModel.ModelPath);
        var input = new FlowersModel.ModelInput { ImageSource = File.ReadAllBytes(TrainedModel.Images[0]) };

        var labels = predictor.PredictAllLabels(input);
        var prediction = predictor.Predict(input);

        CollectionAssert.AreEquivalent(Directory.EnumerateDirectories(TrainedModel.Photos).Select(Path.GetFileName).ToList(), labels.Select(label => label.Key).ToList());
        Assert.AreEqual(labels[0].Key, prediction.PredictedLabel);
        Assert.AreEqual(1, labels.Sum(label => label.Value), 1e-5);
        CollectionAssert.AreEqual(labels.Select(label => label.Value).OrderDescending().ToList(), labels.Select(label => label.Value).ToList());
        CollectionAssert.AreEquivalent(prediction.Score, labels.Select(label => label.Value).ToList());
    }

    [TestMethod]
    public void Predict_NoImage_GivesNaNAndNoLabels()
    {
        using var predictor = new FlowersModel.Predictor(TrainedModel.ModelPath);
        foreach (var bytes in new byte[][] { [], [1, 2, 3], File.ReadAllBytes(TrainedModel.Images[0])[..^50] })
        {
            var input = new FlowersModel.ModelInput { ImageSource = bytes };

            Assert.IsTrue(predictor.Predict(input).Score.All(float.IsNaN));
            Assert.IsEmpty(predictor.PredictAllLabels(input));
        }
    }

    [TestMethod]
    public void Predict_OnManyThreads_GivesTheScoresOfOne()
    {
        using var predictor = new FlowersModel.Predictor(TrainedModel.ModelPath);
        var inputs = TrainedModel.Images.Select(path => new FlowersModel.ModelInput { ImageSource = File.ReadAllBytes(path) }).ToList();
        var expected = inputs.Select(input => predictor.Predict(input).Score).ToList();

        Parallel.For(0, 48, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            CollectionAssert.AreEqual(expected[i % inputs.Count], predictor.Predict(inputs[i % inputs.Count]).Score));
    }

    [TestMethod]
    public void Predict_ModelBesideTheProgram_IsUsed()
    {
        File.Copy(TrainedModel.ModelPath, FlowersModel.ModelPath, overwrite: true);
        var input = new FlowersModel.ModelInput { ImageSource = File.ReadAllBytes(TrainedModel.Images[0]) };

        Assert.AreEqual(FlowersModel.PredictAllLabels(input)[0].Key, FlowersModel.Predict(input).PredictedLabel);
        File.Delete(FlowersModel.ModelPath);
    }

    [TestMethod]
    public void Evaluate_OtherPhotos_CountsEachOnce()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in TrainedModel.Images)
        {
            var copy = Path.Combine(folder.Path, Path.GetRelativePath(TrainedModel.OtherPhotos, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.WriteAllText(Path.Combine(Directory.EnumerateDirectories(folder.Path).First(), "broken.jpg"), "no image");

        var evaluation = FlowersModel.Evaluate(TrainedModel.ModelPath, folder.Path);

        Assert.AreEqual(1, evaluation.Unreadable);
        Assert.AreEqual(24, evaluation.Metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()));
        Assert.HasCount(3, evaluation.Labels);
        Assert.IsInRange(0.0, 1.0, evaluation.Metrics.MicroAccuracy);
    }

    [TestMethod]
    public void Predictor_NoModel_SaysSo() =>
        StringAssert.Contains(Assert.ThrowsExactly<FileNotFoundException>(() => new FlowersModel.Predictor("nowhere.zip")).Message, "nowhere.zip");
}
