using Microsoft.ML.Data;
using Microsoft.ML.NonNegative.Tests.Models;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>A model that was trained on images takes images, files and pixels; rows without a readable image get no score.</summary>
[TestClass]
public sealed class ImageScoringTests
{
    private const int Rows = 300;

    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow(WeightConstraint.Signed)]
    [DataRow(WeightConstraint.NonNegative)]
    public void Transform_EveryForm_GivesTheSameScoresToTheLastBit(WeightConstraint constraint)
    {
        using var model = Model(constraint);
        var pictures = Pictures(Rows);
        var expected = Scores(model, _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(i => new PlanesRow { Features = PictureData.Planes(i) }).ToList()));
        var files = Scores(model, _mlContext.Data.LoadFromEnumerable(Files(Rows)));
        var images = Scores(model, _mlContext.Data.LoadFromEnumerable(pictures));

        Assert.HasCount(Rows * 5, expected);
        Assert.IsFalse(expected.Any(float.IsNaN));
        CollectionAssert.AreEqual(expected, files);
        CollectionAssert.AreEqual(expected, images);
        pictures.ForEach(row => row.Features!.Dispose());
    }

    [TestMethod]
    public void PredictionEngine_EveryForm_AgreesWithTransform()
    {
        using var model = Model();
        var files = Files(20);
        var expected = Scores(model, _mlContext.Data.LoadFromEnumerable(files));
        var ofFiles = Engine<FileRow>(model);
        var ofImages = Engine<PictureRow>(model);
        var ofPlanes = Engine<PlanesRow>(model);
        for (var i = 0; i < files.Count; i++)
        {
            using var image = PictureData.Image(i);
            var row = expected.Skip(i * 5).Take(5).ToList();
            AssertClose(row, ofFiles.Predict(files[i]).Score);
            AssertClose(row, ofImages.Predict(new PictureRow { Features = image }).Score);
            AssertClose(row, ofPlanes.Predict(new PlanesRow { Features = PictureData.Planes(i) }).Score);

            // It is the caller's.
            Assert.AreEqual(5, image.Width);
        }
    }

    [TestMethod]
    public void Transform_FilesThatCannotBeRead_GetNoScoreAndNoLabel()
    {
        using var model = Model(maxPixels: 40);
        var files = Files(10);
        files[1].Features = [];
        files[3].Features = files[3].Features[..^5];
        files[4].Features = [1, 2, 3];
        files[6].Features = PictureData.File(6, width: 41, height: 1);
        files[8].Features[files[8].Features.Length / 2] ^= 0x55;
        files[9].Features = PictureData.File(9, width: 8, height: 5);
        var rows = Predictions(model.Transform(_mlContext.Data.LoadFromEnumerable(files)));

        AssertWithout([1, 3, 4, 6, 8], rows);
        var engine = Engine<FileRow>(model);
        AssertWithout([1, 3, 4, 6, 8], [.. files.Select(engine.Predict)]);
    }

    [TestMethod]
    public void Transform_ImagesMissingOrTooLarge_GetNoScoreAndNoLabel()
    {
        using var model = Model(maxPixels: 40);
        var pictures = Pictures(6);
        (pictures[0].Features, pictures[3].Features, pictures[5].Features) = (null, null, PictureData.Image(5, width: 41, height: 1));
        var data = _mlContext.Data.LoadFromEnumerable(pictures);

        AssertWithout([0, 3, 5], Predictions(model.Transform(data)));
        AssertWithout([0, 3, 5], Predictions(model.Transform(data)));
    }

    [TestMethod]
    public void Transform_ImagesOfAUsersObjects_StayUsable()
    {
        using var model = Model();
        var pictures = Pictures(3);
        var data = _mlContext.Data.LoadFromEnumerable(pictures);

        CollectionAssert.AreEqual(Scores(model, data), Scores(model, data));
        Assert.IsTrue(pictures.All(row => row.Features!.Width == 5));
    }

    [TestMethod]
    public void Transform_ImagesFromFiles_GetTheSameScores()
    {
        using var model = Model();
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            for (var i = 0; i < 20; i++)
                File.WriteAllBytes(Path.Combine(folder.FullName, $"{i}.png"), PictureData.File(i));
            var paths = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new PathRow { Path = $"{i}.png" }).ToList());
            var images = _mlContext.Transforms.LoadImages("Features", folder.FullName, nameof(PathRow.Path)).Fit(paths).Transform(paths);
            var expected = Scores(model, _mlContext.Data.LoadFromEnumerable(Files(20)));

            CollectionAssert.AreEqual(expected, Scores(model, images));
            AssertClose(expected, [.. ScoresBesideTheImages(model, images)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void GetRowCursor_ImagePassedOnBesideItsScore_IsTheImageOfTheRow()
    {
        using var model = Model();
        var pictures = Pictures(5);
        var scored = model.Transform(_mlContext.Data.LoadFromEnumerable(pictures));
        using (var cursor = scored.GetRowCursor(scored.Schema))
        {
            var image = cursor.GetGetter<MLImage>(scored.Schema["Features"]);
            var label = cursor.GetGetter<uint>(scored.Schema["PredictedLabel"]);
            MLImage current = null!;
            uint value = 0;
            for (var i = 0; cursor.MoveNext(); i++)
            {
                label(ref value);
                image(ref current);
                Assert.AreNotEqual(0u, value);
                Assert.AreSame(pictures[i].Features, current);
            }
        }

        Assert.IsTrue(pictures.All(row => row.Features!.Width == 5));
    }

    [TestMethod]
    public void Transform_FilesFilteredShuffledCachedAndTaken_KeepTheirScores()
    {
        using var model = Model();
        var scored = model.Transform(_mlContext.Data.LoadFromEnumerable(Files(Rows)));
        var expected = Predictions(scored).ToDictionary(row => row.Number);
        foreach (var (view, count) in new[]
        {
            (_mlContext.Data.ShuffleRows(scored, seed: 1), Rows),
            (_mlContext.Data.Cache(scored), Rows),
            (_mlContext.Data.FilterRowsByColumn(scored, nameof(FileRow.Order), 100, 290), 190),
            (_mlContext.Data.TakeRows(_mlContext.Data.SkipRows(scored, 255), 3), 3),
        })
        {
            var rows = Predictions(view);
            Assert.HasCount(count, rows);
            foreach (var row in rows)
                CollectionAssert.AreEqual(expected[row.Number].Score, row.Score);
        }
    }

    [TestMethod]
    public void Verify_RowsWithoutAnImage_AreLeftOut()
    {
        using var model = Model(WeightConstraint.NonNegative);
        var files = Files(10);
        files[2].Features = [];
        files[7].Features = [1];

        Assert.AreEqual(8, model.Verify(_mlContext.Data.LoadFromEnumerable(files)).Rows);
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Verify(_mlContext.Data.LoadFromEnumerable(files.GetRange(2, 1))));
    }

    [TestMethod]
    public void Transform_ImagesWithAModelOfVectors_SaysWhatItWasTrainedOn()
    {
        using var ofVectors = MadeModels.Transformer(_mlContext, MadeModels.Model(PictureData.Network));
        using var ofImages = Model();
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ofVectors.Transform(_mlContext.Data.LoadFromEnumerable(Files(1))));
        StringAssert.Contains(error.Message, "expected a vector of 90 values, as in training (the model was trained on vectors");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ofVectors.Transform(_mlContext.Data.LoadFromEnumerable(Pictures(1)))).Message, "trained on vectors");

        error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ofImages.Transform(FeatureData.Of(_mlContext, new float[89], 89)));
        StringAssert.Contains(error.Message, "expected an image, a vector of Byte with an encoded image, or a vector of 90 values of Single");
        StringAssert.Contains(error.Message, "got Vector<Single, 89>");
    }

    // More than the reader holds at once: the batch ends early, and no row is lost.
    [TestMethod]
    public void Transform_LargeFiles_AreScoredInSmallerBatches()
    {
        using var model = Model();
        var padding = new byte[10 << 20];
        var files = Files(8);
        foreach (var file in files)
            file.Features = [.. file.Features[..33], .. Comment(padding), .. file.Features[33..]];
        var rows = Predictions(model.Transform(_mlContext.Data.LoadFromEnumerable(files)));

        CollectionAssert.AreEqual(Enumerable.Range(0, 8).ToList(), rows.Select(row => row.Number).ToList());
        AssertClose(Scores(model, _mlContext.Data.LoadFromEnumerable(Files(8))), [.. rows.SelectMany(row => row.Score)]);
    }

    private NonNegativeImageClassificationTransformer Model(WeightConstraint constraint = WeightConstraint.Signed, long maxPixels = 10_000) =>
        MadeModels.Transformer(_mlContext, MadeModels.OfImages(PictureData.Network, constraint, ImageResizing.Stretch, maxPixels));

    private PredictionEngine<TRow, NumberedScores> Engine<TRow>(NonNegativeImageClassificationTransformer model)
        where TRow : class => _mlContext.Model.CreatePredictionEngine<TRow, NumberedScores>(model, new PredictionEngineOptions { OwnsTransformer = false });

    private static List<FileRow> Files(int count) => [.. Enumerable.Range(0, count).Select(i => new FileRow { Features = PictureData.File(i), Number = i, Order = i })];

    private static List<PictureRow> Pictures(int count) => [.. Enumerable.Range(0, count).Select(i => new PictureRow { Features = PictureData.Image(i), Number = i })];

    private List<NumberedScores> Predictions(IDataView scored) => [.. _mlContext.Data.CreateEnumerable<NumberedScores>(scored, reuseRowObject: false, ignoreMissingColumns: true)];

    private List<float> Scores(NonNegativeImageClassificationTransformer model, IDataView data) => [.. Predictions(model.Transform(data)).SelectMany(row => row.Score)];

    // Images are read, too, and disposed as who reads images does it.
    private static List<float> ScoresBesideTheImages(NonNegativeImageClassificationTransformer model, IDataView data)
    {
        var scored = model.Transform(data);
        using var cursor = scored.GetRowCursor(scored.Schema);
        var (image, score) = (cursor.GetGetter<MLImage>(scored.Schema["Features"]), cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]));
        MLImage current = null!;
        VBuffer<float> values = default;
        var all = new List<float>();
        while (cursor.MoveNext())
        {
            image(ref current);
            score(ref values);
            Assert.AreEqual(5, current.Width);
            all.AddRange(values.DenseValues());
        }
        current.Dispose();
        return all;
    }

    private static void AssertWithout(int[] without, List<NumberedScores> rows)
    {
        CollectionAssert.AreEqual(without, Enumerable.Range(0, rows.Count).Where(i => rows[i].PredictedLabel == 0).ToArray());
        for (var i = 0; i < rows.Count; i++)
            Assert.IsTrue(rows[i].Score.All(score => float.IsNaN(score) == without.Contains(i)), $"row {i}");
    }

    private static void AssertClose(List<float> expected, float[] actual)
    {
        Assert.HasCount(expected.Count, actual);
        for (var i = 0; i < expected.Count; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-5f);
    }

    // A chunk of a PNG file that decoders skip, with its checksum.
    private static byte[] Comment(byte[] data)
    {
        byte[] chunk = [.. "teSt"u8, .. data];
        var crc = Crc32.Of(chunk);
        return [.. BitConverter.GetBytes(data.Length).Reverse(), .. chunk, .. BitConverter.GetBytes(crc).Reverse()];
    }

    private sealed class PathRow
    {
        public string Path { get; set; } = "";
    }
}
