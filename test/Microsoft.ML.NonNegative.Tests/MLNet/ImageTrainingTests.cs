namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Training on images and on encoded images, however the data is stored.</summary>
[TestClass]
public sealed class ImageTrainingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void Fit_FilesImagesAndVectorsOfTheSamePixels_GiveTheSameModelBitForBit()
    {
        var pictures = PatchImages.Pictures(80);
        var models = new[]
        {
            Scores(_mlContext.Data.LoadFromEnumerable(PatchImages.Files(80)), "Image"),
            Scores(_mlContext.Data.LoadFromEnumerable(pictures), "Image"),
            Scores(_mlContext.Data.LoadFromEnumerable(PatchImages.Rows(80)), "Features", new SignalRange(0, 255)),
        };
        pictures.ForEach(picture => picture.Image!.Dispose());

        CollectionAssert.AreEqual(models[0], models[1]);
        Assert.HasCount(80 * 4, models[2]);
    }

    [TestMethod]
    [DataRow(DataStorage.Memory)]
    [DataRow(DataStorage.File)]
    [DataRow(DataStorage.Stream)]
    public void Fit_FilesOfMixedSizes_LearnsFromAnyStorage(DataStorage storage)
    {
        var files = Keyed(PatchImages.Files(300, 1, 1, 2, 3));
        using var model = Fit(files, options => (options.Storage, options.ShuffleBuffer, options.Epochs) = (storage, 64, 6));

        var others = Patches.KeyedLike(_mlContext, files, _mlContext.Data.LoadFromEnumerable(PatchImages.Files(100, 2, 2)));
        Assert.IsGreaterThan(0.95, _mlContext.MulticlassClassification.Evaluate(model.Transform(others)).MicroAccuracy);
        Assert.IsTrue(model.Verify(files).IsNonNegative);
    }

    [TestMethod]
    [DataRow(20, true)]
    [DataRow(60, false)]
    public void Fit_StreamOfSortedClasses_WarnsWhereTheBufferSeesFew(int shuffleBuffer, bool warns)
    {
        var files = Keyed([.. PatchImages.Files(60).OrderBy(file => file.Name, StringComparer.Ordinal)]);
        var mlContext = new MLContext(seed: 1);
        var log = new LogOf(mlContext);
        var options = Options(options => (options.Storage, options.ShuffleBuffer, options.Epochs) = (DataStorage.Stream, shuffleBuffer, 1));
        mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(files).Dispose();

        Assert.AreEqual(warns, log.Warnings.Any(m => m.Contains("of the 4 classes only", StringComparison.Ordinal)), string.Join(Environment.NewLine, log.Warnings));
    }

    [TestMethod]
    public void Fit_MemoryOrFile_GivesTheSameModelBitForBit()
    {
        var files = Keyed(PatchImages.Files(60, 1, 1, 2));
        var scores = new[] { DataStorage.Memory, DataStorage.File }.Select(storage =>
        {
            using var model = Fit(files, options => options.Storage = storage);
            return Scores(model, files);
        }).ToList();

        CollectionAssert.AreEqual(scores[0], scores[1]);
    }

    [TestMethod]
    public void Fit_DamagedFiles_AreLeftOutNamedAndCounted()
    {
        var files = PatchImages.Files(60);
        files[3].Image = files[3].Image[..^20];
        files[7].Image = [];
        files[11].Image = "<html>Not found</html>"u8.ToArray();
        using var model = Fit(Keyed(files), options => options.NameColumnName = nameof(PatchFile.ImagePath));

        Assert.AreEqual(3, model.History.SkippedCount);
        CollectionAssert.AreEqual(new[] { files[3].ImagePath, files[7].ImagePath, files[11].ImagePath }, model.History.Skipped.Select(skipped => skipped.Name).ToList());
        CollectionAssert.AreEqual(new[] { 3L, 7L, 11L }, model.History.Skipped.Select(skipped => skipped.Row).ToList());
        Assert.AreEqual(57 * 5, model.History.Images);
    }

    [TestMethod]
    public void Fit_TooManyDamagedFiles_SaysHowMany()
    {
        var files = PatchImages.Files(20);
        for (var i = 0; i < 5; i++)
            files[i].Image = [1, 2, 3];

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(Keyed(files), options => options.Images.MaxUnreadableShare = 0.2));

        StringAssert.Contains(error.Message, "5 of the 20 images");
    }

    [TestMethod]
    public void Fit_DefaultShape_IsColourOf64Pixels()
    {
        using var model = Fit(Keyed(PatchImages.Files(20)), options => (options.InputShape, options.Epochs, options.PostEpochs) = (null, 1, 0));

        Assert.AreEqual(new ImageShape(3, 64, 64), model.Network.Input);
    }

    [TestMethod]
    public void Fit_Augmented_LearnsAndRepeatsWithItsSeed()
    {
        var files = Keyed(PatchImages.Files(200));
        var scores = new[] { 0, 2 }.Select(threads =>
        {
            using var model = Fit(files, options =>
            {
                (options.Epochs, options.DataThreads, options.Seed) = (12, threads, 5);
                options.Augmentation = new AugmentationOptions { CropPadding = 1, MaxRotation = 10, Brightness = 0.1, Contrast = 0.1, CutoutSize = 3, MixupAlpha = 0.1 };
            });
            Assert.IsGreaterThan(0.9, _mlContext.MulticlassClassification.Evaluate(model.Transform(files)).MicroAccuracy);
            return Scores(model, files);
        }).ToList();

        CollectionAssert.AreEqual(scores[0], scores[1]);
    }

    [TestMethod]
    public void Fit_ImagesInAPipelineThenSaved_PredictsFromFiles()
    {
        var files = PatchImages.Files(120);
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchFile.Name))
            .Append(_mlContext.MulticlassClassification.Trainers.NonNegative(Options(options => options.Epochs = 12)))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var data = _mlContext.Data.LoadFromEnumerable(files);
        var model = pipeline.Fit(data);
        var stream = new MemoryStream();
        _mlContext.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var engine = new MLContext().Model.CreatePredictionEngine<PatchFile, PatchGuess>(new MLContext().Model.Load(stream, out _));

        var right = files.Count(file => engine.Predict(file).PredictedLabel == file.Name);
        Assert.IsGreaterThan(110, right);
    }

    [TestMethod]
    public void Fit_FromAModelTrainedOnImages_KeepsItsPreparation()
    {
        var files = Keyed(PatchImages.Files(60));
        using var start = Fit(files, options => options.Constraint = WeightConstraint.Signed);
        using var model = _mlContext.MulticlassClassification.Trainers.NonNegative(Options(options => options.InputShape = null)).Fit(files, start);

        Assert.AreEqual(PatchImages.Shape, model.Network.Input);
        Assert.AreEqual(WeightConstraint.NonNegative, model.Constraint);
    }

    private IDataView Keyed(List<PatchFile> files) => Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(files));

    private static NonNegativeImageClassificationTrainer.Options Options(Action<NonNegativeImageClassificationTrainer.Options> change)
    {
        var options = TrainedModels.Options();
        (options.FeatureColumnName, options.InputShape) = (nameof(PatchFile.Image), PatchImages.Shape);
        change(options);
        return options;
    }

    private static NonNegativeImageClassificationTransformer Fit(IDataView data, Action<NonNegativeImageClassificationTrainer.Options> change) =>
        new MLContext(seed: 1).MulticlassClassification.Trainers.NonNegative(Options(change)).Fit(data);

    private List<float> Scores(IDataView data, string features, SignalRange? range = null)
    {
        var keyed = Patches.Keyed(_mlContext, data);
        using var model = Fit(keyed, options => options.FeatureColumnName = features);
        Assert.IsTrue(range is null || model.FeatureRange.Lower >= range.Value.Lower && model.FeatureRange.Upper <= range.Value.Upper);
        return Scores(model, keyed);
    }

    private List<float> Scores(NonNegativeImageClassificationTransformer model, IDataView data) =>
        [.. _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), reuseRowObject: false, ignoreMissingColumns: true).SelectMany(row => row.Score)];
}

internal sealed class PatchGuess
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
