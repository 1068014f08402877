using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.MultiplicativeUpdates;
using Microsoft.ML.NonNegative;
using Microsoft.ML.Transforms;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.TrainFromFolder;

/// <summary>From the path of a file to the name of its class.</summary>
internal static class Pipeline
{
    private const string Bytes = "Image";

    /// <summary>Builds the pipeline: the label becomes a key, the file is loaded, the network classifies it, the predicted key becomes a name.</summary>
    public static EstimatorChain<KeyToValueMappingTransformer> Create(MLContext mlContext, SampleOptions options, string folder, IProgress<TrainingProgress> progress, CancellationToken cancellation) =>
        mlContext.Transforms.Conversion.MapValueToKey(nameof(ImageFile.Label))
            .Append(mlContext.Transforms.LoadRawImageBytes(Bytes, folder, nameof(ImageFile.ImagePath)))
            .Append(mlContext.MulticlassClassification.Trainers.NonNegative(TrainerOptions(options, progress, cancellation)))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue(nameof(ImagePrediction.PredictedLabel)));

    private static NonNegativeImageClassificationTrainer.Options TrainerOptions(SampleOptions options, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var isDeep = options.Architecture is SampleNetwork.Resnet18 or SampleNetwork.Vgg11;
        var trainer = new NonNegativeImageClassificationTrainer.Options
        {
            FeatureColumnName = Bytes,
            NameColumnName = nameof(ImageFile.ImagePath),
            Architecture = Architecture(options.Architecture),
            Activation = isDeep ? Activations.Relu : Activations.Sinusoidal,
            InputShape = new ImageShape(options.Grey ? 1 : 3, options.Size, options.Size),
            Constraint = options.Constraint,
            Epochs = options.Epochs,
            PostEpochs = options.PostEpochs,
            BatchSize = options.BatchSize,
            Storage = options.Storage,
            Threads = options.Threads,
            CheckpointFolder = options.CheckpointFolder,
            Progress = progress,
            CancellationToken = cancellation,
        };
        if (options.Augment)
            trainer.Augmentation = Augmentation(options);

        // A step changes a weight by a share of it, which deep networks multiply layer by layer.
        if (isDeep)
            trainer.PostUpdate = new() { Rule = UpdateRuleKind.Multiplicative, OuterLearningRate = 1e-4, Zeros = ZeroPolicy.Freeze };
        return trainer;
    }

    private static NetworkArchitecture Architecture(SampleNetwork network) => network switch
    {
        SampleNetwork.Mlp => NetworkArchitecture.Mlp(),
        SampleNetwork.Cnn => NetworkArchitecture.SmallCnn(),
        SampleNetwork.CifarCnn => NetworkArchitecture.CifarCnn(),
        SampleNetwork.Resnet18 => NetworkArchitecture.ResNet18(),
        SampleNetwork.Vgg11 => NetworkArchitecture.Vgg11(),
        _ => throw new ArgumentOutOfRangeException(nameof(network), network, "no network"),
    };

    private static AugmentationOptions Augmentation(SampleOptions options) => new()
    {
        CropPadding = options.Size / 8,
        FlipHorizontally = true,
        MaxRotation = 10,
        Brightness = 0.2,
        Contrast = 0.2,
        Saturation = options.Grey ? 0 : 0.2,
    };
}
