using Microsoft.ML;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.ModelBuilder;

public static partial class FlowersModel
{
    /// <summary>The epochs of training where none are given.</summary>
    public const int DefaultEpochs = 20;

    private const int Side = 64;
    private const int BatchSize = 32;

    /// <summary>Trains a model on a folder with a folder of images for each class, and saves it.</summary>
    /// <param name="outputModelPath">The model file; it is there completely or as it was before.</param>
    /// <param name="imageFolder">The folder.</param>
    /// <param name="epochs">How often training passes over the images.</param>
    public static void Train(string outputModelPath, string imageFolder, int epochs = DefaultEpochs)
    {
        var mlContext = new MLContext(seed: 1);
        var data = LoadImagesFromFolder(mlContext, imageFolder);
        var model = RetrainModel(mlContext, data, epochs);
        using var _ = model as IDisposable;
        SavedModel.Save(mlContext, model, data.Schema, outputModelPath);
    }

    /// <summary>The images of a folder with a folder for each class, as rows; each file is read when its row is.</summary>
    public static IDataView LoadImagesFromFolder(MLContext mlContext, string imageFolder)
    {
        var folder = ImageFolder.Read(imageFolder);
        return LoadImages(mlContext, folder, folder.Files);
    }

    /// <summary>Some images of a folder, as rows; each file is read when its row is.</summary>
    public static IDataView LoadImages(MLContext mlContext, ImageFolder folder, IReadOnlyList<ImageFile> files)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return mlContext.Data.LoadFromEnumerable(files.Select(file => new ModelInput { Label = file.Label, ImageSource = File.ReadAllBytes(folder.FullPath(file)) }));
    }

    /// <summary>Trains the pipeline on data.</summary>
    /// <returns>The model, to be disposed.</returns>
    public static ITransformer RetrainModel(MLContext mlContext, IDataView trainData, int epochs = DefaultEpochs, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        BuildPipeline(mlContext, epochs, progress, cancellation).Fit(trainData);

    /// <summary>From an image and its label to a prediction.</summary>
    public static IEstimator<ITransformer> BuildPipeline(MLContext mlContext, int epochs = DefaultEpochs, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return mlContext.Transforms.Conversion.MapValueToKey(nameof(ModelInput.Label))
            .Append(mlContext.MulticlassClassification.Trainers.NonNegative(new NonNegativeImageClassificationTrainer.Options
            {
                FeatureColumnName = nameof(ModelInput.ImageSource),
                Architecture = NetworkArchitecture.SmallCnn(),
                InputShape = new ImageShape(3, Side, Side),
                Augmentation = new AugmentationOptions { FlipHorizontally = true, CropPadding = 4 },
                BatchSize = BatchSize,
                Epochs = epochs,
                Progress = progress,
                CancellationToken = cancellation,
            }))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue(nameof(ModelOutput.PredictedLabel)));
    }
}
