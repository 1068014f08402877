using System.CommandLine;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageClassification;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.TrainWithCallbacks;

/// <summary>The options as the command line knows them.</summary>
internal static class CommandLine
{
    private static readonly SampleOptions Defaults = new();

    private static readonly Option<string> Data = new("--data")
    {
        Description = $"'{SampleOptions.Generated}' (4 classes of 60 generated images each), or a folder with a folder of images ({ImageFolder.Kinds}) for each class",
        DefaultValueFactory = _ => Defaults.Data,
    };

    private static readonly Option<DirectoryInfo> Checkpoints = new("--checkpoints") { Description = "the folder of the checkpoints; the program goes on from the newest one in it", Required = true };
    private static readonly Option<int?> CheckpointSteps = NumberOption.CreateOptional("--checkpoint-steps", "the steps from one checkpoint to the next [default: one at the end of every epoch]", 1);
    private static readonly Option<int> Epochs = NumberOption.Create("--epochs", "how often training passes over the images at most; early stopping may end it before", 0, Defaults.Epochs);
    private static readonly Option<int> PostEpochs = NumberOption.Create("--post-epochs", "how often training passes over them after that, without changing a sign", 0, Defaults.PostEpochs);
    private static readonly Option<int> Patience = NumberOption.Create("--patience", "how many epochs may pass without a better loss on the validation images before training ends early", 1, Defaults.Patience);
    private static readonly Option<int?> StopAfterSteps = NumberOption.CreateOptional("--stop-after-steps", "cancels its own training after N steps; the same command without this option goes on [default: never]", 1);
    private static readonly Option<int> Seed = NumberOption.Create("--seed", "makes a run repeat", int.MinValue, Defaults.Seed);
    private static readonly Option<int?> Threads = NumberOption.CreateOptional("--threads", "threads of libtorch [default: all cores]", 1, 4 * Environment.ProcessorCount);
    private static readonly Option<FileInfo> Output = new("--output") { Description = "the file that the model is saved as", DefaultValueFactory = _ => new FileInfo(Defaults.Output) };

    /// <summary>The command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Trains with a progress callback, validation images, early stopping, checkpoints and cancellation. Interrupt it as you like: run again, it goes on.")
        {
            Data, Checkpoints, CheckpointSteps, Epochs, PostEpochs, Patience, StopAfterSteps, Seed, Threads, Output,
        };
        root.SetAction((result, cancellation) => Guard.RunAsync(() => new TrainingJob(Options(result)).Run(cancellation), cancellation));
        return root;
    }

    private static SampleOptions Options(ParseResult result) => new()
    {
        Data = result.GetRequiredValue(Data),
        Checkpoints = result.GetRequiredValue(Checkpoints).FullName,
        CheckpointSteps = result.GetValue(CheckpointSteps),
        Epochs = result.GetValue(Epochs),
        PostEpochs = result.GetValue(PostEpochs),
        Patience = result.GetValue(Patience),
        StopAfterSteps = result.GetValue(StopAfterSteps),
        Seed = result.GetValue(Seed),
        Threads = result.GetValue(Threads),
        Output = result.GetRequiredValue(Output).FullName,
    };
}
