using System.CommandLine;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageClassification;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.ModelBuilder.ConsoleApp;

/// <summary>The commands and their options.</summary>
internal static class CommandLine
{
    private static readonly Argument<DirectoryInfo> Folder = new("folder") { Description = $"a folder with a folder of images ({ImageFolder.Kinds}) for each class" };
    private static readonly Argument<FileInfo> Image = new("image") { Description = "an image: JPEG, PNG" };
    private static readonly Option<FileInfo> Model = new("--model") { Description = "the model file", DefaultValueFactory = _ => new FileInfo(FlowersModel.ModelPath) };
    private static readonly Option<int> Epochs = NumberOption.Create("--epochs", "how often training passes over the images", 0, FlowersModel.DefaultEpochs);

    /// <summary>The command.</summary>
    public static RootCommand Create()
    {
        var train = new Command("train", "Trains a model on four fifths of a folder, tests it on the rest, and saves it.") { Folder, Model, Epochs };
        train.SetAction((result, cancellation) => Guard.RunAsync(
            () => TrainCommand.Run(result.GetRequiredValue(Folder).FullName, result.GetRequiredValue(Model).FullName, result.GetValue(Epochs), cancellation), cancellation));
        var evaluate = new Command("evaluate", "Tests a model on a folder of images that it was not trained on.") { Folder, Model };
        evaluate.SetAction((result, cancellation) => Guard.RunAsync(
            () => EvaluationReport.Print(FlowersModel.Evaluate(result.GetRequiredValue(Model).FullName, result.GetRequiredValue(Folder).FullName)), cancellation));
        var predict = new Command("predict", "Says what is on an image: every label with its score.") { Image, Model };
        predict.SetAction((result, cancellation) => Guard.RunAsync(
            () => PredictCommand.Run(result.GetRequiredValue(Image).FullName, result.GetRequiredValue(Model).FullName), cancellation));
        return new RootCommand("Trains, tests and uses the model of FlowersModel.*.cs.") { train, evaluate, predict };
    }
}
