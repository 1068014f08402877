using Microsoft.ML;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageClassification;
using TorchSharp;
using static TorchSharp.torch;

namespace ImageClassification.Tests;

/// <summary>The generated images are neither too easy nor too hard: a linear model is not enough, and each network does what it should.</summary>
[TestClass]
public sealed class DifficultyTests
{
    [TestMethod]
    public void GeneratedImages_LogisticRegression_StaysBetween75And90Percent()
    {
        var (train, test) = GeneratedImages.Create(seed: 1);
        using var scope = NewDisposeScope();
        var (x, y) = Tensors(train);
        var (testX, testY) = Tensors(test);
        var model = nn.Linear(train.PixelsPerImage, train.ClassNames.Count);
        var optimizer = optim.Adam(model.parameters(), lr: 0.01);
        var random = new Random(1);
        var order = Enumerable.Range(0, train.Count).Select(i => (long)i).ToArray();
        for (var epoch = 0; epoch < 40; epoch++)
        {
            random.Shuffle(order);
            foreach (var group in optimizer.ParamGroups)
                group.LearningRate = 0.01 * (1 - epoch / 40.0);
            foreach (var batch in order.Chunk(256))
            {
                using var step = NewDisposeScope();
                var index = tensor(batch);
                optimizer.zero_grad();
                nn.functional.cross_entropy(model.forward(x.index_select(0, index)), y.index_select(0, index)).backward();
                optimizer.step();
            }
        }
        var accuracy = Accuracy(model.forward(testX), testY);

        Assert.IsTrue(accuracy is > 0.75 and < 0.90, $"{accuracy:P2}");
    }

    [TestMethod]
    public void GeneratedImages_Mlp_Reaches94Percent() => Assert.IsGreaterThanOrEqualTo(0.94, NonNegativeAccuracy(NetworkArchitecture.Mlp(100, 200), epochs: 6));

    [TestMethod]
    public void GeneratedImages_Cnn_Reaches97Percent() => Assert.IsGreaterThanOrEqualTo(0.97, NonNegativeAccuracy(NetworkArchitecture.SmallCnn(), epochs: 4));

    private static double NonNegativeAccuracy(NetworkArchitecture architecture, int epochs)
    {
        var (train, test) = GeneratedImages.Create(seed: 1);
        var mlContext = new MLContext(seed: 1);
        var labels = mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(DataSource.ToDataView(mlContext, train));
        using var model = mlContext.MulticlassClassification.Trainers.NonNegative(new NonNegativeImageClassificationTrainer.Options
        {
            FeatureColumnName = nameof(ImageRow.Pixels),
            Architecture = architecture,
            Epochs = epochs,
            PostEpochs = 1,
        }).Fit(labels.Transform(DataSource.ToDataView(mlContext, train)));
        return mlContext.MulticlassClassification.Evaluate(model.Transform(labels.Transform(DataSource.ToDataView(mlContext, test)))).MicroAccuracy;
    }

    private static (Tensor Pixels, Tensor Labels) Tensors(LabeledImages images) =>
        (tensor(images.Pixels.ToArray(), [images.Count, images.PixelsPerImage]), tensor(images.Labels.ToArray().Select(label => (long)label).ToArray()));

    private static double Accuracy(Tensor scores, Tensor labels) => scores.argmax(1).eq(labels).to(float64).mean().item<double>();
}
