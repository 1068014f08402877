using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Vector features; images are in <see cref="TrainingImagesTests"/>.</summary>
[TestClass]
public sealed class TrainingDataTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly DataOpener _opener;

    public TrainingDataTests() => _opener = new DataOpener(_mlContext);

    public static IEnumerable<object[]> Storages => [[DataStorage.Memory], [DataStorage.File], [DataStorage.Stream]];

    [TestMethod]
    [DynamicData(nameof(Storages))]
    public void Open_Vectors_GivesTheRowsAndWhatIsKnownOfThem(DataStorage storage)
    {
        var rows = Patches.Rows(50).ToList();
        using var data = _opener.Open(Keyed(rows), DataOpener.Settings with { Storage = storage });

        Assert.AreEqual(Patches.Size, data.Source.Size);
        Assert.AreEqual(50, data.Source.Count);
        Assert.AreEqual(4, data.Classes);
        Assert.IsFalse(data.IsImages);
        Assert.IsFalse(data.Source.AreBytes);
        Assert.AreEqual(0, data.SkippedCount);
        Assert.IsTrue(data.Mean.IsEmpty && data.Deviation.IsEmpty);
        Assert.AreEqual(new SignalRange(rows.Min(r => r.Features.Min()), rows.Max(r => r.Features.Max())), data.Range);
        var names = data.Labels!.Names.ToList();
        CollectionAssert.AreEqual(rows.Select((r, i) => $"{i} {names.IndexOf(r.Name)}: {string.Join(" ", r.Features)}").ToList(), DataOpener.Contents(data.Source));
        Assert.IsTrue(_opener.Log.Infos.Any(message => message.EndsWith("Read 50 rows of 256 features in 4 classes.", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Storages))]
    public void Open_RowsWithoutLabel_AreLeftOutInEveryPass(DataStorage storage)
    {
        var rows = Patches.Rows(40).ToList();
        var data = Keyed(rows);
        for (var i = 0; i < 40; i += 4)
            rows[i].Name = "unknown";
        using var opened = _opener.Open(data, DataOpener.Settings with { Storage = storage });

        for (var pass = 0; pass < 2; pass++)
            Assert.AreEqual(30, DataOpener.Contents(opened.Source).Count);
        Assert.IsTrue(_opener.Log.Warnings.Any(message => message.EndsWith("10 rows have no label and are left out.", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Open_RangeGiven_KeepsIt()
    {
        using var data = _opener.Open(Patches.Data(_mlContext, 20), DataOpener.Settings with { Range = new SignalRange(-1, 3) });

        Assert.AreEqual(new SignalRange(-1, 3), data.Range);
    }

    [TestMethod]
    [DynamicData(nameof(Storages))]
    public void Open_StatisticsAskedFor_AreThoseOfTheScaledFeatures(DataStorage storage)
    {
        var rows = Patches.Rows(30).ToList();
        using var data = _opener.Open(Keyed(rows), DataOpener.Settings with { Storage = storage, NormalizedShape = new ImageShape(2, 8, 16) });
        for (var channel = 0; channel < 2; channel++)
        {
            var values = rows.SelectMany(r => r.Features.Skip(128 * channel).Take(128)).Select(v => (v - data.Range.Lower) / data.Range.Extent).ToList();
            var mean = values.Average();
            Assert.AreEqual(mean, data.Mean[channel], 1e-6);
            Assert.AreEqual(Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), data.Deviation[channel], 1e-6);
        }
        Assert.AreEqual(2, data.Mean.Length);
    }

    [TestMethod]
    public void Open_StatisticsOfAShapeOfOtherSize_SaysBoth() =>
        StringAssert.Contains(_opener.Fails<ArgumentException>(Patches.Data(_mlContext, 20), DataOpener.Settings with { NormalizedShape = new ImageShape(3, 5, 5) }).Message,
            "InputShape is 3x5x5, which is 75 values, but the feature column 'Features' has 256");

    [TestMethod]
    [DynamicData(nameof(Storages))]
    public void Open_FeatureThatIsNoFiniteNumber_SaysWhereAndLeavesNoFile(DataStorage storage)
    {
        var folder = Directory.CreateTempSubdirectory("cache").FullName;
        var rows = Patches.Rows(20).ToList();
        rows[7].Features[13] = float.NaN;

        StringAssert.Contains(_opener.Fails<InvalidOperationException>(Keyed(rows), DataOpener.Settings with { Storage = storage, CacheFolder = folder }).Message, "in row 7 (from 0), slot 13");
        Directory.Delete(folder);
    }

    [TestMethod]
    [DynamicData(nameof(Storages))]
    public void Open_Cancelled_StopsAtTheRow(DataStorage storage)
    {
        var asked = 0;

        Assert.ThrowsExactly<OperationCanceledException>(() => _opener.Open(Patches.Data(_mlContext, 1000), DataOpener.Settings with { Storage = storage }, () =>
        {
            if (++asked > 5)
                throw new OperationCanceledException();
        }));
        Assert.AreEqual(6, asked);
    }

    [TestMethod]
    public void Open_FileInAFolderThatIsMissing_SaysWhatToDo() =>
        StringAssert.Contains(_opener.Fails<IOException>(Patches.Data(_mlContext, 20), DataOpener.Settings with { Storage = DataStorage.File, CacheFolder = "/no/such/folder" }).Message, "Set CacheFolder");

    [TestMethod]
    public void Open_StreamWhoseRowsAreExchanged_SaysThatItChanged()
    {
        var rows = Patches.Rows(20).ToList();
        using var data = _opener.Open(Keyed(rows), DataOpener.Settings with { Storage = DataStorage.Stream });
        var other = rows.FindIndex(r => r.Name != rows[0].Name);
        (rows[0], rows[other]) = (rows[other], rows[0]);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => data.Source.InOrder().Count()).Message, "use DataStorage.File");
    }

    [TestMethod]
    public void Open_StreamThatLosesARow_SaysThatItChanged()
    {
        using var data = _opener.Open(new RowsThatGetLost(Patches.Data(_mlContext, 40)), DataOpener.Settings with { Storage = DataStorage.Stream });

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => data.Source.Shuffled(1).Count()).Message, "changed between epochs");
    }

    [TestMethod]
    public void Open_ValidationDataOfTheSameClasses_NeedsNotHaveThemAll()
    {
        var keys = Keys();
        using var training = _opener.Open(keys.Transform(View(Patches.Rows(40))));
        using var validation = _opener.Open(keys.Transform(View(Patches.Rows(40).Where(r => r.Name == Patches.Classes[0]))), ValidationOf(training));

        Assert.AreEqual(training.Range, validation.Range);
        Assert.AreEqual(1, validation.Source.ClassCounts.Count(count => count > 0));
    }

    [TestMethod]
    public void Open_ValidationDataOfOtherClasses_ShowsBoth()
    {
        using var training = _opener.Open(Keyed([.. Patches.Rows(40)]));
        var renamed = Patches.Rows(40).Select(r => new PatchRow { Features = r.Features, Name = r.Name.ToUpperInvariant() }).ToList();
        var error = _opener.Fails<ArgumentException>(Keyed(renamed), ValidationOf(training)).Message;

        StringAssert.Contains(error, "The validation data and the training data name their classes differently");
        StringAssert.Contains(error, string.Join(", ", training.Labels!.Names));
        StringAssert.Contains(error, string.Join(", ", training.Labels.Names).ToUpperInvariant());
    }

    [TestMethod]
    public void Open_ValidationDataOfFewerClasses_ShowsBoth()
    {
        using var training = _opener.Open(Keyed([.. Patches.Rows(40)]));
        var fewer = Patches.Rows(40).Where(r => r.Name != Patches.Classes[3]).ToList();

        StringAssert.Contains(_opener.Fails<ArgumentException>(Keyed(fewer), ValidationOf(training)).Message, "The validation data has 3 classes, but the training data has 4");
    }

    [TestMethod]
    public void Open_ValidationDataWithoutRows_SaysWhichData()
    {
        var keys = Keys();
        using var training = _opener.Open(keys.Transform(View(Patches.Rows(40))));

        StringAssert.Contains(_opener.Fails<InvalidOperationException>(keys.Transform(View([])), ValidationOf(training)).Message, "The validation data has no rows.");
    }

    private static TrainingDataSettings ValidationOf(TrainingData training) =>
        DataOpener.Settings with { Range = training.Range, Classes = training.Classes, Labels = training.Labels, Role = "validation" };

    private ITransformer Keys() => _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name)).Fit(View(Patches.Rows(40)));

    private IDataView View(IEnumerable<PatchRow> rows) => _mlContext.Data.LoadFromEnumerable(rows.ToList());

    private IDataView Keyed(List<PatchRow> rows) => Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));

    /// <summary>Starts at the second row in each pass but the first.</summary>
    private sealed class RowsThatGetLost(IDataView data) : IDataView
    {
        private int _passes;

        public bool CanShuffle => false;

        public DataViewSchema Schema => data.Schema;

        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            var cursor = data.GetRowCursor(columnsNeeded);
            if (_passes++ > 0)
                cursor.MoveNext();
            return cursor;
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];
    }
}
