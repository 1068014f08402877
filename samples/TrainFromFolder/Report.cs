using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageFolders;
using Spectre.Console;

namespace NonNegML.Samples.TrainFromFolder;

/// <summary>The results for people.</summary>
internal static class Report
{
    private const int ListedImages = 20;
    private const int PredictedImages = 3;

    public static void Data(ImageFolder folder, HeldOutSplit split)
    {
        AnsiConsole.WriteLine($"{folder.Root}: {folder.Files.Count:N0} images of {folder.ClassNames.Count:N0} classes; {split.Training.Count:N0} to train on, {split.HeldOut.Count:N0} to test with.");
        if (folder.Ignored > 0)
            AnsiConsole.WriteLine($"Other files, left out: {folder.Ignored:N0}.");
        foreach (var alone in folder.Files.GroupBy(file => file.Label).Where(files => files.Count() == 1))
            AnsiConsole.WriteLine($"The class '{alone.Key}' has one image only, which is trained on; nothing is known of how well it is recognised.");
    }

    public static void Training(NonNegativeImageClassificationTransformer model)
    {
        var history = model.History;
        AnsiConsole.WriteLine($"Trained in {history.Duration.TotalSeconds:F1} s, {history.ImagesPerSecond:N0} images/s; smallest weight {model.SmallestWeight:G3}.");
        Unreadable("to train on", history.SkippedCount, history.Skipped.Select(image => $"{image}"));
    }

    public static void HeldOut(MLContext mlContext, IDataView scored, ImageFolder folder, IReadOnlyList<ImageFile> files, IReadOnlyList<float[]> scores)
    {
        var unreadable = files.Where((_, i) => float.IsNaN(scores[i][0])).Select(file => $"{file.ImagePath}: {UnreadableImage.Reason(folder.FullPath(file))}").ToList();
        Unreadable("to test with", unreadable.Count, unreadable);
        if (unreadable.Count == files.Count)
        {
            AnsiConsole.WriteLine("There is no image to test with: how good the model is remains unknown.");
            return;
        }
        var metrics = mlContext.MulticlassClassification.Evaluate(scored);
        AnsiConsole.WriteLine($"On {files.Count - unreadable.Count:N0} images that it was not trained on: accuracy {metrics.MicroAccuracy:P1}, macro accuracy {metrics.MacroAccuracy:P1}, log-loss {metrics.LogLoss:F3}.");
        ConfusionTable.Print(metrics.ConfusionMatrix, LabelScore.Labels(scored.Schema));
    }

    /// <summary>Predicts one image of each of the first classes, one by one, as an application would.</summary>
    public static void Predictions(MLContext mlContext, ITransformer model, ImageFolder folder, IReadOnlyList<ImageFile> files)
    {
        using var engine = mlContext.Model.CreatePredictionEngine<ImageFile, ImagePrediction>(model, new PredictionEngineOptions { OwnsTransformer = false });
        foreach (var file in files.GroupBy(file => file.Label).Select(ofClass => ofClass.First()).Take(PredictedImages))
        {
            var path = folder.FullPath(file);
            var prediction = engine.Predict(new ImageFile { ImagePath = path });
            AnsiConsole.WriteLine(float.IsNaN(prediction.Score[0]) ? $"{file.ImagePath}: cannot be read: {UnreadableImage.Reason(path)}" : $"{file.ImagePath}: {prediction.PredictedLabel} ({prediction.Score.Max():P1})");
        }
    }

    public static void Cancelled(SampleOptions options, TrainingProgress? last)
    {
        var where = last is { } step ? $"in {TrainingBars.NameOf(step.Phase).ToLowerInvariant()}, after step {step.Step} of {step.Steps} in epoch {step.Epoch} of {step.Epochs}" : "before the first step";
        Console.Error.WriteLine(options.CheckpointFolder is { } folder && Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any()
            ? $"Stopped {where}. The checkpoints in {folder} are kept: the same command goes on from the newest. {options.Output} was not written."
            : $"Stopped {where}. Nothing was kept, and {options.Output} was not written; --checkpoint-folder keeps what was trained.");
    }

    private static void Unreadable(string purpose, long count, IEnumerable<string> images)
    {
        if (count == 0)
            return;
        AnsiConsole.WriteLine($"Images {purpose} that could not be read and were left out: {count:N0}{(count > ListedImages ? $", of which the first {ListedImages}" : "")}.");
        foreach (var image in images.Take(ListedImages))
            AnsiConsole.WriteLine($"  {image}");
    }
}
