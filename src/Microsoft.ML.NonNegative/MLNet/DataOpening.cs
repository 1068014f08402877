using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>Opens the data of one call of Fit: decides what shape images have, how they are prepared, and how features become inputs.</summary>
/// <param name="options">Validated and completed.</param>
/// <param name="columns">The columns to read.</param>
/// <param name="host">Knows the folder for temporary files.</param>
/// <param name="channel">The log.</param>
/// <param name="checkCancellation">Throws when reading is to stop.</param>
internal sealed class DataOpening(NonNegativeImageClassificationTrainer.Options options, TrainerColumns columns, IHost host, IChannel channel, Action checkCancellation)
{
    /// <summary>The shape of an image; known once the training data is open.</summary>
    public ImageShape Shape { get; private set; }

    /// <summary>How images become features, or null where the features are vectors.</summary>
    public ImagePreparation? Preparation { get; private set; }

    /// <summary>How features become inputs.</summary>
    public InputScaling Scaling { get; private set; } = new(SignalRange.Unit);

    /// <summary>Decides on the shape of images and how they are prepared; reads no row.</summary>
    /// <param name="schema">Of the training data.</param>
    /// <param name="start">The model to start from, whose shape and preparation are kept; or null.</param>
    /// <exception cref="ArgumentException">The features do not fit the model or the shape that was asked for.</exception>
    public void Choose(DataViewSchema schema, ImageModel? start)
    {
        var isImage = columns.IsImage(schema);
        if (isImage && start is { Preparation: null })
            throw new ArgumentException($"The model to start from was trained on vectors, but the feature column '{columns.Model.Features}' has images.");
        Shape = start?.Network.Description.Input ?? options.InputShape ?? (isImage ? NonNegativeImageClassificationTrainer.DefaultImageShape : ShapeOf(schema));
        Preparation = start?.Preparation ?? (isImage ? PreparationOf(Shape) : null);
        if (!isImage && start is null && TrainerColumns.FeaturesOf(schema, columns.Model.Features).Size is var size && size != Shape.Size)
            throw new ArgumentException($"{nameof(options.InputShape)} is {Shape}, which is {Shape.Size} values, but the feature column '{columns.Model.Features}' has {size}.");
    }

    /// <summary>Opens the training data; reads it once.</summary>
    /// <param name="input">The data.</param>
    /// <param name="start">The model to start from, whose scaling is kept; or null.</param>
    public TrainingData Training(IDataView input, ImageModel? start)
    {
        var normalizes = start is null && options.Normalization == InputNormalization.PerChannel;
        var data = TrainingData.Open(input, columns, Settings(start?.Scaling.Range, normalizes ? Shape : null), channel, checkCancellation);
        Scaling = start?.Scaling ?? new InputScaling(data.Range, data.Mean, data.Deviation);
        return data;
    }

    /// <summary>Opens data to validate on; reads it once.</summary>
    /// <param name="input">The data.</param>
    /// <param name="training">What it goes with.</param>
    /// <exception cref="ArgumentException">Its classes or its features are not those of the training data.</exception>
    public TrainingData Validation(IDataView input, TrainingData training)
    {
        TrainingData data;
        try
        {
            data = TrainingData.Open(input, columns, Settings(Scaling.Range, null) with { Labels = training.Labels, Classes = training.Classes, Role = "validation" }, channel, checkCancellation);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ArgumentException($"{nameof(options.ValidationSet)}: {e.Message} It must have gone through the same fitted transforms as the training data.", e);
        }
        if (data.Source.Size == training.Source.Size)
            return data;
        using (data)
            throw new ArgumentException($"The validation data has {data.Source.Size} features, but the training data {training.Source.Size}.");
    }

    private ImageShape ShapeOf(DataViewSchema schema) => ImageShape.FromSize(TrainerColumns.FeaturesOf(schema, columns.Model.Features).Size);

    private ImagePreparation PreparationOf(ImageShape shape) => shape.Channels is 1 or 3
        ? new ImagePreparation(shape, options.Images.Resizing, options.Images.MaxPixels)
        : throw new ArgumentException($"{nameof(options.InputShape)} is {shape}, but the feature column '{columns.Model.Features}' has images, which have 1 channel (grey) or 3 (colour).");

    private TrainingDataSettings Settings(SignalRange? range, ImageShape? normalized) => new(options.Storage, options.CacheFolder ?? TemporaryFolder(), options.ShuffleBuffer,
        options.DataThreads ?? SessionInputs.DefaultThreads, Preparation, options.Images.MaxUnreadableShare, options.NameColumnName, range, normalized);

    private string TemporaryFolder() => MLNetBridge.TemporaryFolder(host) is { Length: > 0 } folder && Directory.Exists(folder) ? folder : Path.GetTempPath();
}
