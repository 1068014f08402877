using System.CommandLine;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageClassification;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.TrainFromFolder;

/// <summary>The options as the command line knows them.</summary>
internal static class CommandLine
{
    private const int LeastSize = 8;
    private const int LargestSize = 1024;

    private static readonly SampleOptions Defaults = new();

    private static readonly Argument<DirectoryInfo> Folder = new("folder")
    {
        Description = $"a folder with a folder of images ({ImageFolder.Kinds}) for each class, named as the class; other files are left out",
    };

    private static readonly Option<FileInfo> Output = new("--output") { Description = "the file that the model is saved as", DefaultValueFactory = _ => new FileInfo(Defaults.Output) };
    private static readonly Option<SampleNetwork> Architecture = OptionValues.Choice("--architecture", "the network; resnet18 and vgg11 take long on a CPU", Defaults.Architecture);
    private static readonly Option<int> Size = NumberOption.Create("--size", "the side, in pixels, of the square that images are brought to, such as 32 or 64", LeastSize, Defaults.Size, LargestSize);
    private static readonly Option<bool> Grey = new("--grey") { Description = "makes images grey" };
    private static readonly Option<int> Epochs = NumberOption.Create("--epochs", "how often training passes over the images", 0, Defaults.Epochs);
    private static readonly Option<int> PostEpochs = NumberOption.Create("--post-epochs", "how often training passes over them after that, without changing a sign", 0, Defaults.PostEpochs);
    private static readonly Option<int> BatchSize = NumberOption.Create("--batch-size", "images of one step", 1, Defaults.BatchSize);
    private static readonly Option<double> TestFraction = OptionValues.Share("--test-fraction", "the share of each class that is not trained on but tested with", Defaults.TestFraction);
    private static readonly Option<int> Seed = NumberOption.Create("--seed", "makes a run repeat: the same number, the same model", int.MinValue, Defaults.Seed);
    private static readonly Option<bool> Augment = new("--augment") { Description = "changes training images at random: moved, mirrored, turned by up to 10 degrees, lighter or darker; give it more epochs" };
    private static readonly Option<DataStorage> Storage = OptionValues.Choice("--storage", "where the images are between epochs: in memory, in a temporary file, or read again each time", Defaults.Storage);
    private static readonly Option<int?> Threads = NumberOption.CreateOptional("--threads", "threads of libtorch [default: all cores]", 1, 4 * Environment.ProcessorCount);
    private static readonly Option<DirectoryInfo?> CheckpointFolder = new("--checkpoint-folder") { Description = "a folder for checkpoints: after an interruption, the same command goes on from the newest [default: none]" };
    private static readonly Option<WeightConstraint> Constraint = OptionValues.Choice("--constraint", "what weights may be: none negative, any, or clipped at zero in training (the usual baseline)", Defaults.Constraint);

    /// <summary>The command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Trains an image classifier on a folder of photos, tests it on photos that it was not trained on, and saves it.")
        {
            Folder, Output, Architecture, Size, Grey, Epochs, PostEpochs, BatchSize, TestFraction, Seed, Augment, Storage, Threads, CheckpointFolder, Constraint,
        };
        root.SetAction((result, cancellation) => Guard.RunAsync(() => new TrainingJob(Options(result)).Run(cancellation), cancellation));
        return root;
    }

    private static SampleOptions Options(ParseResult result) => new()
    {
        Folder = result.GetRequiredValue(Folder).FullName,
        Output = result.GetRequiredValue(Output).FullName,
        Architecture = result.GetValue(Architecture),
        Size = result.GetValue(Size),
        Grey = result.GetValue(Grey),
        Epochs = result.GetValue(Epochs),
        PostEpochs = result.GetValue(PostEpochs),
        BatchSize = result.GetValue(BatchSize),
        TestFraction = result.GetValue(TestFraction),
        Seed = result.GetValue(Seed),
        Augment = result.GetValue(Augment),
        Storage = result.GetValue(Storage),
        Threads = result.GetValue(Threads),
        CheckpointFolder = result.GetValue(CheckpointFolder)?.FullName,
        Constraint = result.GetValue(Constraint),
    };
}
