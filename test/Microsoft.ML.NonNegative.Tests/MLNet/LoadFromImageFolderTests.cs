using ImageClassification.Tests;
using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class LoadFromImageFolderTests : IDisposable
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Load_Folder_HasFullPathsAndLabelsAsText()
    {
        Write(count: 2);

        var rows = _mlContext.Data.LoadFromImageFolder(_folder.Path);

        Assert.AreEqual("ImagePath Label", string.Join(' ', rows.Schema.Select(column => column.Name)));
        Assert.IsTrue(rows.Schema.All(column => column.Type is TextDataViewType));
        var files = Files(rows);
        Assert.AreEqual("bright bright dark dark", string.Join(' ', files.Select(file => file.Label)));
        var paths = files.Select(file => file.ImagePath).ToList();
        Assert.AreEqual("bright/0.png bright/1.png dark/0.png dark/1.png", string.Join(' ', paths.Select(path => Path.GetRelativePath(_folder.Path, path).Replace('\\', '/'))));
        Assert.IsTrue(paths.All(Path.IsPathFullyQualified));
        Assert.AreEqual(4L, rows.GetRowCount());
    }

    [TestMethod]
    public void Load_NoFolderOrOneClass_SaysSoAtOnce()
    {
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => _mlContext.Data.LoadFromImageFolder(Path.Combine(_folder.Path, "nowhere")));
        Assert.ThrowsExactly<InvalidDataException>(() => _mlContext.Data.LoadFromImageFolder(_folder.Path));
        Assert.ThrowsExactly<ArgumentException>(() => _mlContext.Data.LoadFromImageFolder(""));
    }

    // The documented example: with full paths it does not matter which folder the loading names, if any.
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Fit_ThePipelineOfTheDocumentation_TrainsAndScores(bool isFolderNamed)
    {
        Write(count: 12);
        var photos = _mlContext.Data.LoadFromImageFolder(_folder.Path);
        var parts = _mlContext.Data.TrainTestSplit(photos, testFraction: 0.2);
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label")
            .Append(_mlContext.Transforms.LoadRawImageBytes("Image", imageFolder: isFolderNamed ? _folder.Path : null, inputColumnName: "ImagePath"))
            .Append(_mlContext.MulticlassClassification.Trainers.NonNegative(new NonNegativeImageClassificationTrainer.Options
            {
                FeatureColumnName = "Image",
                NameColumnName = "ImagePath",
                InputShape = new ImageShape(3, 8, 8),
                Epochs = 2,
                PostEpochs = 0,
            }))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        using var model = pipeline.Fit(parts.TrainSet);

        using var engine = _mlContext.Model.CreatePredictionEngine<ImageFile, Predicted>(model, new PredictionEngineOptions { OwnsTransformer = false });
        var labels = Files(photos).Select(file => engine.Predict(file).PredictedLabel).ToList();
        Assert.HasCount(24, labels);
        Assert.IsTrue(labels.All(label => label is "dark" or "bright"));
    }

    [TestMethod]
    public void Load_FilesOfAnImageFolder_GoFromItsRootOn()
    {
        Write(count: 2);
        var folder = ImageFolder.Read(_folder.Path);
        var rows = _mlContext.Data.LoadFromEnumerable(folder.Files);

        var loaded = _mlContext.Transforms.LoadRawImageBytes("Image", folder.Root, "ImagePath").Fit(rows).Transform(rows);

        var images = _mlContext.Data.CreateEnumerable<Loaded>(loaded, reuseRowObject: false).ToList();
        Assert.HasCount(4, images);
        Assert.IsTrue(images.All(image => image.Image.Length > 0));
    }

    private List<ImageFile> Files(IDataView rows) => [.. _mlContext.Data.CreateEnumerable<ImageFile>(rows, reuseRowObject: false)];

    private void Write(int count)
    {
        foreach (var label in new[] { "dark", "bright" })
            for (var i = 0; i < count; i++)
            {
                var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, label)).FullName;
                var level = (byte)(label == "dark" ? i : 255 - i);
                using var image = MLImage.CreateFromPixels(6, 4, MLPixelFormat.Rgba32, [.. Enumerable.Repeat(new[] { level, level, level, (byte)255 }, 24).SelectMany(pixel => pixel)]);
                image.Save(Path.Combine(folder, $"{i}.png"));
            }
    }

    private sealed class Predicted
    {
        public string PredictedLabel { get; set; } = "";
    }

    private sealed class Loaded
    {
        public byte[] Image { get; set; } = [];
    }
}
