using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.NonNegative;
using Microsoft.ML.Transforms;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.TrainWithCallbacks;

/// <summary>Training that can be interrupted at any time and goes on where it was.</summary>
internal sealed class TrainingJob(SampleOptions options)
{
    private const string Bytes = "Image";
    private const double ValidationShare = 0.2;
    private const int GeneratedClasses = 4;
    private const int GeneratedPerClass = 60;

    private readonly MLContext _mlContext = new(options.Seed);

    /// <summary>Trains, or goes on with it, and saves the model.</summary>
    public void Run(CancellationToken cancellation)
    {
        var folder = ReadFolder();
        Console.WriteLine($"{folder.Root}: {folder.Files.Count:N0} images of {folder.ClassNames.Count:N0} classes.");
        var data = _mlContext.Data.LoadFromEnumerable(folder.Files);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var report = new StepReport(options.StopAfterSteps, stop);
        try
        {
            using var model = BuildPipeline(folder.Root, report, stop.Token).Fit(data);
            Describe(model.OfType<NonNegativeImageClassificationTransformer>().Single().History, report);
            SavedModel.Save(_mlContext, model, data.Schema, options.Output);
            Console.WriteLine($"Model: {options.Output}");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            var place = report.Last is { } last ? $"{StepReport.Place(last)}, {report.Steps} steps in this run" : "before the first step";
            Console.WriteLine($"Stopped: {place}. No model was saved. The checkpoints in {options.Checkpoints} are kept: the same command goes on from the newest.");
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private EstimatorChain<KeyToValueMappingTransformer> BuildPipeline(string folder, IProgress<TrainingProgress> progress, CancellationToken cancellation) =>
        _mlContext.Transforms.Conversion.MapValueToKey(nameof(ImageFile.Label))
            .Append(_mlContext.Transforms.LoadRawImageBytes(Bytes, folder, nameof(ImageFile.ImagePath)))
            .Append(_mlContext.MulticlassClassification.Trainers.NonNegative(new NonNegativeImageClassificationTrainer.Options
            {
                FeatureColumnName = Bytes,
                NameColumnName = nameof(ImageFile.ImagePath),
                Architecture = NetworkArchitecture.SmallCnn(),
                InputShape = new ImageShape(3, 32, 32),
                Epochs = options.Epochs,
                PostEpochs = options.PostEpochs,
                BatchSize = 16,
                Threads = options.Threads,

                // Early stopping: on images that are set aside, by their loss; the weights of the best epoch are taken.
                ValidationSetFraction = ValidationShare,
                EarlyStopping = new EarlyStoppingOptions { Metric = ValidationMetric.Loss, Patience = options.Patience, RestoreBest = true },

                // Checkpoints: an interrupted run goes on from the newest, to the same model as without the interruption.
                CheckpointFolder = options.Checkpoints,
                CheckpointSteps = options.CheckpointSteps,
                Resume = true,

                Progress = progress,
                CancellationToken = cancellation,
            }))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue(nameof(ImagePrediction.PredictedLabel)));

    private ImageFolder ReadFolder()
    {
        if (options.Data != SampleOptions.Generated)
            return ImageFolder.Read(options.Data);
        var path = Path.Combine(options.Checkpoints, $"generated-{options.Seed}");
        GeneratedFolder.Write(path, GeneratedClasses, GeneratedPerClass, options.Seed);
        return ImageFolder.Read(path);
    }

    private static void Describe(TrainingHistory history, StepReport report)
    {
        if (report.Steps == 0 && history.Epochs.Length > 0)
            Console.WriteLine("Resumed: training was complete already.");
        Console.WriteLine($"Training ended: {history.End}, after {history.Epochs.Length} epochs, {history.Duration.TotalSeconds:F1} s of training steps.");
        if (history.Chosen is { } chosen)
            Console.WriteLine($"The model's weights are those of {chosen}.");
        foreach (var skipped in history.Skipped)
            Console.WriteLine($"Left out: {skipped}");
    }
}
