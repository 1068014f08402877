using Microsoft.ML.NonNegative;

namespace Microsoft.ML;

/// <summary>Adds what this library has to the catalogs of <see cref="MLContext"/>: trainers, and the loading of folders of images.</summary>
public static class NonNegativeCatalog
{
    /// <summary>
    /// Creates a <see cref="NonNegativeImageClassificationTrainer"/>: an image classifier without negative weights or signals, by default an MLP with sinusoidal activations.
    /// </summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="labelColumnName">The label: a key, as <c>MapValueToKey</c> makes it.</param>
    /// <param name="featureColumnName">The features: a known-size vector of <see cref="float"/>, the pixels of an image; or an image; or an encoded image, a vector of <see cref="byte"/>.</param>
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

    /// <summary>Loads the names of the images in a folder that has a folder for each class: the columns <c>ImagePath</c>, a full path, and <c>Label</c>, the name of the class's folder; both are text.</summary>
    /// <param name="catalog">The data operations of <c>mlContext.Data</c>.</param>
    /// <param name="path">The folder, such as one with <c>roses/1.jpg</c> and <c>tulips/1.jpg</c>. Where all images lie in one folder in it, as an unpacked archive often has it, that one is taken.</param>
    /// <returns>A row for each image, class by class in ordinal order: <c>MapValueToKey</c> numbers the classes alike on every machine. It can be shuffled (<c>mlContext.Data.ShuffleRows</c>) and split.</returns>
    /// <remarks>
    /// <para>
    /// No image is opened: append <c>LoadRawImageBytes</c> or <c>LoadImages</c>, which read each file when its row is. With full paths, their <c>imageFolder</c> may be null.
    /// What counts as an image, and what is left out, <see cref="ImageFolder"/> says; use that class to choose among the files first.
    /// </para>
    /// <para>The folder is looked through once, in this call: files that come later are not seen, and ones that go missing are errors where they are read.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The path is that of a file, or the folder has fewer than two classes; the message says what to do.</exception>
    /// <example>
    /// <code>
    /// var mlContext = new MLContext(seed: 1);
    /// IDataView photos = mlContext.Data.LoadFromImageFolder("flower_photos");
    /// var parts = mlContext.Data.TrainTestSplit(photos, testFraction: 0.2);
    ///
    /// var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label")
    ///     .Append(mlContext.Transforms.LoadRawImageBytes("Image", imageFolder: null, inputColumnName: "ImagePath"))
    ///     .Append(mlContext.MulticlassClassification.Trainers.NonNegative(new NonNegativeImageClassificationTrainer.Options
    ///     {
    ///         FeatureColumnName = "Image",
    ///         NameColumnName = "ImagePath", // names the images that cannot be read
    ///         Architecture = NetworkArchitecture.SmallCnn(),
    ///         InputShape = new ImageShape(3, 64, 64),
    ///     }))
    ///     .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// using var model = pipeline.Fit(parts.TrainSet);
    ///
    /// var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(parts.TestSet));
    /// Console.WriteLine($"accuracy {metrics.MicroAccuracy:P1}");
    /// mlContext.Model.Save(model, photos.Schema, "flowers.zip");
    /// </code>
    /// </example>
    public static IDataView LoadFromImageFolder(this DataOperationsCatalog catalog, string path)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var folder = ImageFolder.Read(path);
        return catalog.LoadFromEnumerable(folder.Files.Select(file => new ImageFile { ImagePath = folder.FullPath(file), Label = file.Label }).ToList());
    }
}
