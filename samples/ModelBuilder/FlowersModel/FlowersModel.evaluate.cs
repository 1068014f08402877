using Microsoft.ML;
using Microsoft.ML.Data;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.ModelBuilder;

public static partial class FlowersModel
{
    /// <summary>How well a saved model does on a folder of images that it was not trained on.</summary>
    public static Evaluation Evaluate(string modelPath, string imageFolder)
    {
        var mlContext = new MLContext();
        var model = SavedModel.Load(mlContext, modelPath, nameof(ModelInput.ImageSource));
        using var _ = model as IDisposable;
        return Evaluate(mlContext, model, LoadImagesFromFolder(mlContext, imageFolder));
    }

    /// <summary>How well a model does on images; those that cannot be read are counted, and left out.</summary>
    public static Evaluation Evaluate(MLContext mlContext, ITransformer model, IDataView images)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(model);
        var scored = model.Transform(images);
        var unreadable = ModelScores.Of(model, images).Count(scores => float.IsNaN(scores[0]));
        return new Evaluation(mlContext.MulticlassClassification.Evaluate(scored), LabelScore.Labels(scored.Schema), unreadable);
    }

    /// <summary>What an evaluation found.</summary>
    /// <param name="Metrics">Accuracies, losses and the confusion matrix.</param>
    /// <param name="Labels">The classes, in the order of the matrix.</param>
    /// <param name="Unreadable">The images that could not be read and are not part of the metrics.</param>
    public sealed record Evaluation(MulticlassClassificationMetrics Metrics, IReadOnlyList<string> Labels, int Unreadable);
}
