using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.NonNegative;
using Microsoft.ML.Transforms;
using NonNegML.Samples.ImageFolders;
using Spectre.Console;

namespace NonNegML.Samples.TrainFromFolder;

/// <summary>The whole way: a folder is read and split, a model trained, tested, saved, loaded again and used.</summary>
internal sealed class TrainingJob(SampleOptions options)
{
    private readonly MLContext _mlContext = new(options.Seed);

    /// <summary>Runs the job.</summary>
    /// <exception cref="InvalidOperationException">The saved model gives other scores.</exception>
    public void Run(CancellationToken cancellation)
    {
        if (Directory.Exists(options.Output))
            throw new IOException($"--output: {options.Output} is a folder; name a file.");
        var folder = ImageFolder.Read(options.Folder);
        var split = HeldOutSplit.Of(folder.Files, options.TestFraction, options.Seed);
        Report.Data(folder, split);
        var training = _mlContext.Data.LoadFromEnumerable(split.Training);
        var heldOut = _mlContext.Data.LoadFromEnumerable(split.HeldOut);

        using var model = Train(folder, training, cancellation);
        Report.Training(model.OfType<NonNegativeImageClassificationTransformer>().Single());
        var scores = ModelScores.Of(model, heldOut);
        Report.HeldOut(_mlContext, model.Transform(heldOut), folder, split.HeldOut, scores);

        cancellation.ThrowIfCancellationRequested();
        SavedModel.Save(_mlContext, model, training.Schema, options.Output);
        AnsiConsole.WriteLine($"Model: {options.Output}");
        var loaded = SavedModel.Load(_mlContext, options.Output);
        using var _ = loaded as IDisposable;
        if (!ModelScores.AreSame(scores, ModelScores.Of(loaded, heldOut)))
            throw new InvalidOperationException($"The model saved as {options.Output} gives other scores than the one that was trained.");
        AnsiConsole.WriteLine("Loaded again, it gives the very same scores.");
        Report.Predictions(_mlContext, loaded, folder, split.HeldOut);
    }

    private TransformerChain<KeyToValueMappingTransformer> Train(ImageFolder folder, IDataView training, CancellationToken cancellation)
    {
        TransformerChain<KeyToValueMappingTransformer> model = null!;
        TrainingBars bars = null!;
        try
        {
            AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
                .Start(context => model = Pipeline.Create(_mlContext, options, folder.Root, bars = new TrainingBars(context), cancellation).Fit(training));
            return model;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Report.Cancelled(options, bars.Last);
            throw;
        }
    }
}
