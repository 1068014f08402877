using Microsoft.ML;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageFolders;
using Spectre.Console;

namespace NonNegML.Samples.ModelBuilder.ConsoleApp;

/// <summary>Trains, tests and saves.</summary>
internal static class TrainCommand
{
    private const double HeldOutShare = 0.2;
    private const int Seed = 1;

    public static void Run(string imageFolder, string modelPath, int epochs, CancellationToken cancellation)
    {
        var mlContext = new MLContext(Seed);
        var folder = ImageFolder.Read(imageFolder);
        var split = HeldOutSplit.Of(folder.Files, HeldOutShare, Seed);
        AnsiConsole.WriteLine($"{folder.Root}: {folder.Files.Count:N0} images of {folder.ClassNames.Count:N0} classes; {split.Training.Count:N0} to train on, {split.HeldOut.Count:N0} to test with.");
        var training = FlowersModel.LoadImages(mlContext, folder, split.Training);
        ITransformer model = null!;
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(context => model = FlowersModel.RetrainModel(mlContext, training, epochs, new TrainingBars(context), cancellation));
        using var _ = model as IDisposable;
        EvaluationReport.Print(FlowersModel.Evaluate(mlContext, model, FlowersModel.LoadImages(mlContext, folder, split.HeldOut)));
        SavedModel.Save(mlContext, model, training.Schema, modelPath);
        AnsiConsole.WriteLine($"Model: {modelPath}");
    }
}
