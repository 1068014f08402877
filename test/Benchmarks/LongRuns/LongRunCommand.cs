using System.CommandLine;
using Microsoft.ML.NonNegative;

namespace NonNegML.Benchmarks.LongRuns;

/// <summary>The command that trains on a folder of images and prints, epoch by epoch, how long training waited for data and how much memory is resident.</summary>
internal static class LongRunCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Description = "images, with a subfolder for each class", Required = true };
        folder.AcceptExistingOnly();
        var network = new Option<string>("--network") { Description = "the network", DefaultValueFactory = _ => "cnn" };
        network.AcceptOnlyFromAmong("mlp", "cnn", "cifar-cnn", "resnet18");
        var size = new Option<int>("--size") { Description = "the side of the images, in pixels", DefaultValueFactory = _ => 64 };
        var epochs = new Option<int>("--epochs") { Description = "passes over the data", DefaultValueFactory = _ => 20 };
        var batch = new Option<int>("--batch") { Description = "images of a step", DefaultValueFactory = _ => 64 };
        var threads = new Option<int>("--threads") { Description = "threads of libtorch", DefaultValueFactory = _ => Math.Max(1, Environment.ProcessorCount - 1) };
        var dataThreads = new Option<int?>("--data-threads") { Description = "threads that prepare images; default: the trainer's" };
        var storage = new Option<DataStorage>("--storage") { Description = "where the data is between epochs", DefaultValueFactory = _ => DataStorage.File };
        var augment = new Option<bool>("--augment") { Description = "crops, mirrors, turns and recolours images" };

        var command = new Command("long-run", "Trains on a folder of images; prints waiting for data and resident memory after every epoch.") { folder, network, size, epochs, batch, threads, dataThreads, storage, augment };
        command.SetAction((result, cancellation) =>
        {
            var run = new LongRun(result.GetValue(folder)!, new NonNegativeImageClassificationTrainer.Options
            {
                Architecture = result.GetValue(network) switch
                {
                    "mlp" => NetworkArchitecture.Mlp(),
                    "cnn" => NetworkArchitecture.SmallCnn(),
                    "cifar-cnn" => NetworkArchitecture.CifarCnn(),
                    _ => NetworkArchitecture.ResNet18(),
                },
                Activation = result.GetValue(network) == "resnet18" ? Activations.Relu : Activations.Sinusoidal,
                InputShape = new ImageShape(3, result.GetValue(size), result.GetValue(size)),
                Epochs = result.GetValue(epochs),
                PostEpochs = 0,
                BatchSize = result.GetValue(batch),
                Threads = result.GetValue(threads),
                DataThreads = result.GetValue(dataThreads),
                Storage = result.GetValue(storage),
                Seed = 1,
                CancellationToken = cancellation,
                Augmentation = result.GetValue(augment)
                    ? new AugmentationOptions { CropPadding = 4, FlipHorizontally = true, MaxRotation = 15, Brightness = 0.2, Contrast = 0.2, Saturation = 0.2, CutoutSize = 8 }
                    : new AugmentationOptions(),
            });
            run.Run();
            return Task.FromResult(0);
        });
        return command;
    }
}
