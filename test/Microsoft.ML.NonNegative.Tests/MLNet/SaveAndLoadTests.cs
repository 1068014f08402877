using System.Globalization;
using System.IO.Compression;
using Microsoft.ML.Data;
using Microsoft.ML.NonNegative.Tests.Models;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Model.Save and Model.Load: nothing to register, nothing lost, nothing damaged gets through.</summary>
[TestClass]
public sealed class SaveAndLoadTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow(WeightConstraint.NonNegative)]
    [DataRow(WeightConstraint.Signed)]
    public void Load_InANewContext_GivesTheSameScoresAndSchema(WeightConstraint constraint)
    {
        var data = Patches.Data(_mlContext, 60);
        using var model = TrainedModels.Fit(_mlContext, data, constraint);
        var loaded = new MLContext().Model.Load(new MemoryStream(Save(model, data.Schema)), out var schema);
        using var typed = (NonNegativeImageClassificationTransformer)loaded;

        CollectionAssert.AreEqual(Scores(model, data), Scores(typed, data));
        Assert.AreEqual(constraint, typed.Constraint);
        Assert.AreEqual(model.Network, typed.Network);
        CollectionAssert.AreEqual(data.Schema.Select(c => c.Name).ToList(), schema.Select(c => c.Name).ToList());
        CollectionAssert.AreEqual(SlotNames(model.Transform(data)), SlotNames(typed.Transform(data)));
        Assert.AreEqual(0, typed.History.Epochs.Length);
    }

    // Normalised inputs, image preparation and the kind of network come back, so that images are scored as before.
    [TestMethod]
    [DataRow(WeightConstraint.NonNegative)]
    [DataRow(WeightConstraint.Signed)]
    [DataRow(WeightConstraint.Clipped)]
    public void Load_AModelOfImages_ScoresImagesAsBefore(WeightConstraint constraint)
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 10).Select(i => new FileRow { Features = PictureData.File(i, width: 7 + i, height: 9), Number = i }).ToList());
        using var model = MadeModels.Transformer(_mlContext, MadeModels.OfImages(PictureData.Network, constraint, ImageResizing.Pad));
        using var loaded = (NonNegativeImageClassificationTransformer)new MLContext().Model.Load(new MemoryStream(Save(model, rows.Schema)), out var schema);

        Assert.AreEqual(constraint, loaded.Constraint);
        Assert.IsTrue(schema["Features"].Type is VectorDataViewType { IsKnownSize: false });
        Assert.IsFalse(Scores(model, rows).Any(float.IsNaN));
        CollectionAssert.AreEqual(Scores(model, rows), Scores(loaded, rows));
        CollectionAssert.AreEqual(model.Model.InputMean.ToArray(), loaded.Model.InputMean.ToArray());
        for (var i = 0; i < model.Model.Layers.Count; i++)
            CollectionAssert.AreEqual(model.Model.Layers[i].Bias.ToArray(), loaded.Model.Layers[i].Bias.ToArray());
    }

    [TestMethod]
    public void Load_AChainFromAFile_PredictsInWords()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Patches.Rows(400).ToList());
        using var model = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name))
            .Append(_mlContext.MulticlassClassification.Trainers.NonNegative(TrainedModels.Options()))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue(nameof(NamedPrediction.Class), "PredictedLabel")).Fit(rows);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            _mlContext.Model.Save(model, rows.Schema, path);
            var fresh = new MLContext();
            var engine = fresh.Model.CreatePredictionEngine<PatchRow, NamedPrediction>(fresh.Model.Load(path, out _));
            var test = Patches.Rows(100, seed: 3).ToList();

            Assert.IsGreaterThan(90, test.Count(row => engine.Predict(row).Class == row.Name));
            engine.Dispose();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Load_UnderAnotherCulture_GivesTheSameScores()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var data = Patches.Data(_mlContext, 60);
            using var model = TrainedModels.Fit(_mlContext, data);
            var bytes = Save(model, data.Schema);
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            using var loaded = (NonNegativeImageClassificationTransformer)_mlContext.Model.Load(new MemoryStream(bytes), out _);

            CollectionAssert.AreEqual(Scores(model, data), Scores(loaded, data));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void Load_LabelsOfEveryType_KeepTheirValues()
    {
        var rows = Patches.Rows(60).Select((r, i) => new TypedLabels
        {
            Features = r.Features,
            Int = i % 3 - 1,
            Double = i % 2 == 0 ? 0.25 : -1e300,
            Bool = i % 2 == 0,
            Byte = (byte)(i % 4 * 80),
            Text = Patches.Classes[i % 4],
        }).ToList();
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        AssertKeyValues<int>(data, nameof(TypedLabels.Int));
        AssertKeyValues<double>(data, nameof(TypedLabels.Double));
        AssertKeyValues<bool>(data, nameof(TypedLabels.Bool));
        AssertKeyValues<byte>(data, nameof(TypedLabels.Byte));
        AssertKeyValues<ReadOnlyMemory<char>>(data, nameof(TypedLabels.Text));
    }

    [TestMethod]
    public void Load_CutShortAnywhere_Throws()
    {
        var data = Patches.Data(_mlContext, 60);
        using var model = TrainedModels.Fit(_mlContext, data);
        var bytes = Save(model, data.Schema);
        for (var length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 200))
            AssertFails(bytes[..length], $"{length} of {bytes.Length} bytes");
    }

    [TestMethod]
    public void Load_AnyByteFlipped_ThrowsOrLosesNothing()
    {
        var data = Patches.Data(_mlContext, 60);
        using var model = TrainedModels.Fit(_mlContext, data);
        var bytes = Save(model, data.Schema);
        var expected = Scores(model, data);
        var refused = 0;
        for (var position = 0; position < bytes.Length; position += Math.Max(1, bytes.Length / 400))
        {
            var damaged = (byte[])bytes.Clone();
            damaged[position] ^= 0x04;
            ITransformer loaded;
            try
            {
                loaded = _mlContext.Model.Load(new MemoryStream(damaged), out _);
            }
            catch (Exception e) when (e is not (OutOfMemoryException or StackOverflowException or NullReferenceException))
            {
                refused++;
                continue;
            }

            // Some bytes of a zip say nothing about its content, a time stamp for one; then nothing may have changed.
            using var typed = (NonNegativeImageClassificationTransformer)loaded;
            CollectionAssert.AreEqual(expected, Scores(typed, data), $"byte {position}");
        }

        Assert.IsGreaterThan(350, refused);
    }

    [TestMethod]
    public void Load_FlippedByteAmongTheWeights_SaysThatTheFileIsDamaged()
    {
        var data = Patches.Data(_mlContext, 60);
        using var model = TrainedModels.Fit(_mlContext, data);
        var damaged = Rewrite(Save(model, data.Schema), "Network.bin", content => content[content.Length / 2] ^= 1);

        StringAssert.Contains(AssertFails(damaged, "a weight").ToString(), "does not match its SHA-256 checksum");
    }

    [TestMethod]
    public void Load_WithoutTheNetwork_SaysWhatIsMissing()
    {
        var data = Patches.Data(_mlContext, 60);
        using var model = TrainedModels.Fit(_mlContext, data);
        var damaged = Rewrite(Save(model, data.Schema), "Network.bin", change: null);

        StringAssert.Contains(AssertFails(damaged, "no network").ToString(), "has no entry 'Network.bin'");
    }

    private void AssertKeyValues<T>(IDataView data, string column)
    {
        var keyed = _mlContext.Transforms.Conversion.MapValueToKey("Label", column).Fit(data).Transform(data);
        VBuffer<T> expected = default;
        keyed.Schema["Label"].GetKeyValues(ref expected);
        using var model = TrainedModels.Fit(_mlContext, keyed);
        using var loaded = (NonNegativeImageClassificationTransformer)_mlContext.Model.Load(new MemoryStream(Save(model, keyed.Schema)), out _);
        foreach (var transformer in new[] { model, loaded })
        {
            VBuffer<T> actual = default;
            transformer.GetOutputSchema(keyed.Schema)["PredictedLabel"].GetKeyValues(ref actual);
            CollectionAssert.AreEqual(expected.DenseValues().Select(v => v!.ToString()).ToList(), actual.DenseValues().Select(v => v!.ToString()).ToList(), column);
        }
    }

    private Exception AssertFails(byte[] bytes, string what)
    {
        try
        {
            _mlContext.Model.Load(new MemoryStream(bytes), out _);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException or ArgumentException)
        {
            return e;
        }
        throw new AssertFailedException($"A damaged model was loaded: {what}.");
    }

    private static byte[] Rewrite(byte[] zip, string entryName, Action<byte[]>? change)
    {
        using var result = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(zip)))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                var isIt = entry.FullName.EndsWith(entryName, StringComparison.Ordinal);
                if (isIt && change is null)
                    continue;
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                    stream.CopyTo(content);
                var bytes = content.ToArray();
                if (isIt)
                    change!(bytes);
                using var output = target.CreateEntry(entry.FullName).Open();
                output.Write(bytes);
            }
        }
        return result.ToArray();
    }

    private byte[] Save(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    private List<float> Scores(ITransformer model, IDataView data) =>
        [.. _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), reuseRowObject: false).SelectMany(p => p.Score)];

    private static List<string> SlotNames(IDataView scored)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["Score"].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }

    private sealed class NamedPrediction
    {
        public string Class { get; set; } = "";
    }

    private sealed class TypedLabels
    {
        [VectorType(Patches.Size)]
        public float[] Features { get; set; } = [];

        public int Int { get; set; }

        public double Double { get; set; }

        public bool Bool { get; set; }

        public byte Byte { get; set; }

        public string Text { get; set; } = "";
    }
}
