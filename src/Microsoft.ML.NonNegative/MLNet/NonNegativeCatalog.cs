using Microsoft.ML.NonNegative;

namespace Microsoft.ML;

/// <summary>Adds the trainers of this library to <see cref="MLContext"/>.</summary>
public static class NonNegativeCatalog
{
    /// <summary>
    /// Creates a <see cref="NonNegativeImageClassificationTrainer"/>: an image classifier without negative weights or signals, by default an MLP with sinusoidal activations.
    /// </summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="labelColumnName">The label: a key, as <c>MapValueToKey</c> makes it.</param>
    /// <param name="featureColumnName">The features: a known-size vector of <see cref="float"/>, the pixels of an image.</param>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label")
    ///     .Append(mlContext.MulticlassClassification.Trainers.NonNegative("Label", "Pixels"));
    /// var model = pipeline.Fit(data);
    /// </code>
    /// </example>
    public static NonNegativeImageClassificationTrainer NonNegative(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features") =>
        catalog.NonNegative(new NonNegativeImageClassificationTrainer.Options { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>Creates a <see cref="NonNegativeImageClassificationTrainer"/> with advanced options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="options">The network, the update rules and the length of training.</param>
    /// <exception cref="ArgumentException">One or more options are out of range; the message lists every one of them.</exception>
    /// <example>
    /// <code>
    /// var trainer = mlContext.MulticlassClassification.Trainers.NonNegative(new NonNegativeImageClassificationTrainer.Options
    /// {
    ///     Architecture = NetworkArchitecture.SmallCnn(),
    ///     Epochs = 6,
    /// });
    /// </code>
    /// </example>
    public static NonNegativeImageClassificationTrainer NonNegative(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        NonNegativeImageClassificationTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new NonNegativeImageClassificationTrainer(MLNetBridge.Environment(catalog), options);
    }
}
