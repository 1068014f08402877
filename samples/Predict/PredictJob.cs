using Microsoft.ML;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.Predict;

/// <summary>Loads a model once and predicts images one by one; needs nothing but the model file.</summary>
internal sealed class PredictJob(string modelPath, int top, IPredictionWriter writer)
{
    /// <summary>Predicts every image.</summary>
    /// <returns>Whether any of them could be read.</returns>
    public bool Run(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var mlContext = new MLContext();
        var model = SavedModel.Load(mlContext, modelPath);

        // The engine owns the model and frees it.
        using var engine = mlContext.Model.CreatePredictionEngine<ImageFile, ImagePrediction>(model);
        var labels = LabelScore.Labels(engine.OutputSchema);
        var isAnyRead = false;
        foreach (var path in paths.SelectMany(Expand))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Scores(engine, path, out var reason) is { } scores)
            {
                isAnyRead = true;
                writer.Write(path, LabelScore.Top(labels, scores, top));
            }
            else
            {
                writer.WriteSkipped(path, reason);
            }
        }
        writer.Finish();
        return isAnyRead;
    }

    private static float[]? Scores(PredictionEngine<ImageFile, ImagePrediction> engine, string path, out string reason)
    {
        reason = "";
        if (!File.Exists(path))
        {
            reason = Directory.Exists(path) ? $"a folder without images ({ImageFolder.Kinds})" : "no such file";
            return null;
        }
        try
        {
            // A full path: the model has the folder that it was trained on.
            var scores = engine.Predict(new ImageFile { ImagePath = Path.GetFullPath(path) }).Score;
            if (!float.IsNaN(scores[0]))
                return scores;
            reason = UnreadableImage.Reason(path);
            return null;
        }
        catch (Exception e) when (e.GetBaseException() is IOException or UnauthorizedAccessException)
        {
            reason = e.GetBaseException().Message;
            return null;
        }
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        var images = ImageFolder.FindImages(path);
        return images.Count > 0 ? images : [path];
    }
}
