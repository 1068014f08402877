using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Image features: encoded, as LoadRawImageBytes gives them, and decoded, as LoadImages does.</summary>
[TestClass]
public sealed class TrainingImagesTests
{
    private static readonly ImageShape Shape = new(3, 2, 3);

    private readonly MLContext _mlContext = new(seed: 1);
    private readonly DataOpener _opener;

    public TrainingImagesTests() => _opener = new DataOpener(_mlContext);

    public static IEnumerable<object[]> Kinds =>
        from storage in Enum.GetValues<DataStorage>() from isEncoded in new[] { false, true } from workers in new[] { 0, 3 } select new object[] { storage, isEncoded, workers };

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Open_Images_GivesTheirPixelsChannelAfterChannel(DataStorage storage, bool isEncoded, int workers)
    {
        using var folder = new PictureFolder(20);
        using var data = _opener.Open(View(folder, isEncoded), Settings(storage, workers) with { NormalizedShape = Shape });

        Assert.IsTrue(data.IsImages);
        Assert.IsTrue(data.Source.AreBytes);
        Assert.AreEqual(new SignalRange(0, 255), data.Range);
        for (var pass = 0; pass < 2; pass++)
            CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(i => Expected(i, i)).ToList(), DataOpener.Contents(data.Source));
        var reds = Enumerable.Range(0, 20).Select(i => PictureFolder.ColourOf(i).R / 255.0).ToList();
        Assert.AreEqual(reds.Average(), data.Mean[0], 1e-6);
        Assert.AreEqual(Math.Sqrt(reds.Average(r => (r - reds.Average()) * (r - reds.Average()))), data.Deviation[0], 1e-6);
        Assert.IsTrue(_opener.Log.Infos.Any(message => message.EndsWith("Read 20 rows of 18 features in 2 classes.", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Open_DamagedImages_AreLeftOutNamedAndCounted(DataStorage storage, bool isEncoded, int workers)
    {
        using var folder = new PictureFolder(20);
        File.WriteAllText(folder.PathOf(3), "no image at all");
        File.WriteAllBytes(folder.PathOf(11), []);
        File.WriteAllBytes(folder.PathOf(19), File.ReadAllBytes(folder.PathOf(19))[..40]);
        folder.Rows[5].Name = "";
        using var data = _opener.Open(View(folder, isEncoded), Settings(storage, workers) with { NameColumn = "Path" });

        Assert.AreEqual(3, data.SkippedCount);
        CollectionAssert.AreEqual(new long[] { 3, 11, 19 }, data.Skipped.Select(s => s.Row).ToList());
        CollectionAssert.AreEqual(new[] { "3.png", "11.png", "19.png" }, data.Skipped.Select(s => s.Name).ToList());
        Assert.IsTrue(data.Skipped.All(s => s.Reason.Length > 5));
        for (var pass = 0; pass < 2; pass++)
            CollectionAssert.AreEqual(
                Enumerable.Range(0, 20).Where(i => i is not (3 or 5 or 11 or 19)).Select((i, index) => Expected(index, i)).ToList(), DataOpener.Contents(data.Source));
        var warning = _opener.Log.Warnings.Single(w => w.Contains("cannot be read", StringComparison.Ordinal));
        StringAssert.Contains(warning, " 3 of the 19 images of the training data cannot be read and are left out: 3.png: ");
        StringAssert.Contains(warning, $"; {data.Skipped[2]}.");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Open_TooManyDamagedImages_SaysHowManyAndWhich(bool isEncoded)
    {
        using var folder = new PictureFolder(20);
        for (var i = 0; i < 7; i++)
            File.WriteAllText(folder.PathOf(i), "no image at all");
        var error = _opener.Fails<InvalidOperationException>(View(folder, isEncoded), Settings()).Message;

        StringAssert.Contains(error, "7 of the 20 images of the training data (35%) cannot be read, more than the 20% that may be left out: row 0: ");
        StringAssert.Contains(error, "; row 4: ");
        StringAssert.Contains(error, "; ... Repair or remove them, or raise Options.Images.MaxUnreadableShare.");
        Assert.IsFalse(error.Contains("row 5: ", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Open_AllImagesDamagedAndAllowedToBe_SaysThatNoneIsLeft()
    {
        using var folder = new PictureFolder(4);
        for (var i = 0; i < 4; i++)
            File.WriteAllText(folder.PathOf(i), "no image at all");

        StringAssert.Contains(_opener.Fails<InvalidOperationException>(View(folder, true), Settings() with { MaxUnreadableShare = 1 }).Message, "The training data has no image that can be read; 4 cannot.");
    }

    [TestMethod]
    public void Open_FileOfAnImageMissing_IsLeftOut()
    {
        using var folder = new PictureFolder(20);
        File.Delete(folder.PathOf(6));
        using var data = _opener.Open(View(folder, isEncoded: false), Settings());

        Assert.AreEqual(new SkippedImage(6, null, "there is no such file"), data.Skipped.Single());
    }

    [TestMethod]
    public void Open_FileOfAnEncodedImageMissing_SaysWhich()
    {
        using var folder = new PictureFolder(20);
        File.Delete(folder.PathOf(6));

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _opener.Open(View(folder, isEncoded: true), Settings()));

        StringAssert.Contains(error.Message, "The data names a file that is not there: ");
        StringAssert.Contains(error.Message, folder.PathOf(6));
    }

    [TestMethod]
    public void Open_MoreThanAThousandDamagedImages_CountsAllAndKeepsTheFirst()
    {
        using var folder = new PictureFolder(2);
        File.WriteAllText(Path.Combine(folder.Folder, "bad.png"), "no image at all");
        folder.Rows.AddRange(Enumerable.Range(0, 1200).Select(_ => new ImageRow { Path = "bad.png", Name = "dark" }));
        using var data = _opener.Open(View(folder, true), Settings() with { MaxUnreadableShare = 1 });

        Assert.AreEqual(1200, data.SkippedCount);
        Assert.AreEqual(1000, data.Skipped.Length);
        Assert.AreEqual(2, data.Source.Count);
    }

    [TestMethod]
    public void Open_StreamWithAnImageThatIsDamagedLater_SaysThatItChanged()
    {
        using var folder = new PictureFolder(10);
        foreach (var isEncoded in new[] { true, false })
        {
            using var data = _opener.Open(View(folder, isEncoded), Settings(DataStorage.Stream));
            var file = File.ReadAllBytes(folder.PathOf(4));
            File.WriteAllText(folder.PathOf(4), "no image at all");

            var error = Assert.ThrowsExactly<InvalidOperationException>(() => DataOpener.Contents(data.Source)).Message;
            StringAssert.Contains(error, "could be read in the first pass over it, and cannot be now");
            StringAssert.Contains(error, "use DataStorage.File");
            File.WriteAllBytes(folder.PathOf(4), file);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Load_ThroughWorkers_GivesTheSameBatchesFromEveryStorage(DataStorage storage, bool isEncoded, int workers)
    {
        using var folder = new PictureFolder(20);
        using var data = _opener.Open(View(folder, isEncoded), Settings(storage, workers));
        var labels = new List<long>();
        var values = new List<float>();

        foreach (var batch in new BatchLoader(data.Source, workers, 1, null, 0).Load(data.Source.InOrder(), new BatchPlan(20, 6, 1), 0, 1, CancellationToken.None))
            using (batch)
            {
                labels.AddRange(batch.Labels);
                values.AddRange(batch.Features.Take(batch.Count * batch.Size));
            }
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(i => (long)(i % 2)).ToList(), labels);
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).SelectMany(Pixels).ToList(), values);
    }

    [TestMethod]
    public void Open_ImagesOfTheCaller_AreNotDisposed()
    {
        var rows = Enumerable.Range(0, 6).Select(i => new DecodedRow { Features = MLImage.CreateFromPixels(6, 4, MLPixelFormat.Bgra32, new byte[96]), Name = i % 2 == 0 ? "a" : "b" }).ToList();
        rows.Add(new DecodedRow { Features = null, Name = "a" });
        using var data = _opener.Open(Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows)), Settings(DataStorage.Stream));

        Assert.AreEqual(6, DataOpener.Contents(data.Source).Count);
        Assert.AreEqual(new SkippedImage(6, null, "there is no image"), data.Skipped.Single());
        foreach (var row in rows.Take(6))
        {
            Assert.AreEqual(6, row.Features!.Width);
            row.Features.Dispose();
        }
    }

    [TestMethod]
    public void Open_ShapeThatImagesDoNotHave_SaysSo()
    {
        using var folder = new PictureFolder(2);

        StringAssert.Contains(_opener.Fails<ArgumentException>(View(folder, true), Settings() with { Preparation = new ImagePreparation(new ImageShape(2, 4, 4), ImageResizing.Crop, 100) }).Message,
            "1 channel (grey) or 3 (red, green, blue), but InputShape is 2x4x4");
        StringAssert.Contains(_opener.Fails<ArgumentException>(View(folder, true)).Message, "'Features' holds images");
    }

    [TestMethod]
    [DataRow("Missing", "Could not find name column 'Missing'")]
    [DataRow("Label", "expected text, got Key")]
    public void Open_NameColumnThatIsNone_SaysSo(string column, string message)
    {
        using var folder = new PictureFolder(2);

        StringAssert.Contains(_opener.Fails<ArgumentOutOfRangeException>(View(folder, true), Settings() with { NameColumn = column }).Message, message);
    }

    [TestMethod]
    public void IsImage_KindsOfColumns_TellsThem()
    {
        using var folder = new PictureFolder(2);
        var columns = new TrainerColumns(new NonNegativeImageClassificationTrainer.Options { LabelColumnName = "Label", FeatureColumnName = "Features" });

        Assert.IsTrue(columns.IsImage(folder.AsBytes(_mlContext).Schema));
        Assert.IsTrue(columns.IsImage(folder.AsImages(_mlContext).Schema));
        Assert.IsFalse(columns.IsImage(Patches.Data(_mlContext, 5).Schema));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TrainerColumns.FeatureOf(Patches.Data(_mlContext, 5).Schema, "Name")).Message,
            "expected a known-size vector of Single, an image, or a vector of Byte (an encoded image), got String");
    }

    private static TrainingDataSettings Settings(DataStorage storage = DataStorage.Memory, int workers = 2) =>
        DataOpener.Settings with { Storage = storage, Workers = workers, Preparation = new ImagePreparation(Shape, ImageResizing.Crop, 1000) };

    private static string Expected(int index, int image) => $"{index} {image % 2}: {string.Join(" ", Pixels(image))}";

    private static IEnumerable<float> Pixels(int image)
    {
        var (r, g, b) = PictureFolder.ColourOf(image);
        return new[] { r, g, b }.SelectMany(value => Enumerable.Repeat((float)value, 6));
    }

    private IDataView View(PictureFolder folder, bool isEncoded) => isEncoded ? folder.AsBytes(_mlContext) : folder.AsImages(_mlContext);
}
