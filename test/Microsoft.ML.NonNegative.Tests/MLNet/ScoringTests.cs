using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Batch scoring and row-by-row scoring, and the contracts of data views.</summary>
[TestClass]
public sealed class ScoringTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void GetOutputSchema_TrainerAndModel_AgreeOnEveryColumn()
    {
        var data = Patches.Data(_mlContext, 60);
        using var model = TrainedModels.Fit(_mlContext, data);
        var schema = model.GetOutputSchema(data.Schema);

        Assert.AreEqual(new KeyDataViewType(typeof(uint), 4), schema["PredictedLabel"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 4), schema["Score"].Type);
        CollectionAssert.AreEquivalent(new[] { "ScoreColumnSetId", "ScoreColumnKind", "ScoreValueKind", "KeyValues" }, Annotations(schema["PredictedLabel"]));
        CollectionAssert.AreEquivalent(new[] { "ScoreColumnSetId", "ScoreColumnKind", "ScoreValueKind", "SlotNames", "TrainingLabelValues" }, Annotations(schema["Score"]));
        var names = Patches.Rows(60).Select(r => r.Name).Distinct().ToList();
        CollectionAssert.AreEqual(names, TextValues(schema["PredictedLabel"], "KeyValues"));
        CollectionAssert.AreEqual(names, TextValues(schema["Score"], "SlotNames"));
        CollectionAssert.AreEqual(names, TextValues(schema["Score"], "TrainingLabelValues"));
        ReadOnlyMemory<char> kind = default;
        schema["Score"].Annotations.GetValue("ScoreColumnKind", ref kind);
        Assert.AreEqual("MulticlassClassification", kind.ToString());
    }

    [TestMethod]
    public void Transform_Twice_CountsTheScoreColumnSets()
    {
        var data = Patches.Data(_mlContext, 60);
        using var model = TrainedModels.Fit(_mlContext, data);
        var twice = model.Transform(model.Transform(data));
        uint id = 0;
        twice.Schema["Score"].Annotations.GetValue("ScoreColumnSetId", ref id);

        Assert.AreEqual(2u, id);
    }

    [TestMethod]
    public void Transform_Scores_AreProbabilitiesAndTheLabelIsTheLargest()
    {
        var data = Patches.Data(_mlContext, 300);
        using var model = TrainedModels.Fit(_mlContext, data);
        var predictions = Predictions(model.Transform(data));

        Assert.HasCount(300, predictions);
        foreach (var prediction in predictions)
        {
            Assert.AreEqual(1.0, prediction.Score.Sum(), 1e-5);
            Assert.AreEqual(Array.IndexOf(prediction.Score, prediction.Score.Max()) + 1, (int)prediction.PredictedLabel);
        }
    }

    [TestMethod]
    public void PredictionEngine_EveryRow_AgreesWithBatchScoring()
    {
        var rows = Patches.Rows(300).ToList();
        var data = Patches.Data(_mlContext, 300);
        using var model = TrainedModels.Fit(_mlContext, data);
        var batch = Predictions(model.Transform(data));
        var engine = _mlContext.Model.CreatePredictionEngine<PatchRow, PatchPrediction>(model);
        for (var i = 0; i < rows.Count; i++)
        {
            var single = engine.Predict(rows[i]);
            Assert.AreEqual(batch[i].PredictedLabel, single.PredictedLabel);
            for (var k = 0; k < 4; k++)
                Assert.AreEqual(batch[i].Score[k], single.Score[k], 1e-5f);
        }
    }

    [TestMethod]
    public void Transform_InputInAnotherOrderEachTime_KeepsRowsTogether()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Patches.Rows(700).Select((r, i) => new NumberedRow { Features = r.Features, Name = r.Name, Number = i }).ToList());
        var data = Patches.Keyed(_mlContext, rows);
        using var model = TrainedModels.Fit(_mlContext, data);
        var ordered = _mlContext.Data.CreateEnumerable<NumberedPrediction>(model.Transform(data), reuseRowObject: false).ToDictionary(r => r.Number);
        var shuffled = _mlContext.Data.CreateEnumerable<NumberedPrediction>(model.Transform(_mlContext.Data.ShuffleRows(data)), reuseRowObject: false).ToList();

        Assert.HasCount(700, shuffled);
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 700).ToList(), shuffled.Select(r => r.Number).ToList());
        foreach (var row in shuffled)
        {
            Assert.AreEqual(ordered[row.Number].Name, row.Name);
            for (var k = 0; k < 4; k++)
                Assert.AreEqual(ordered[row.Number].Score[k], row.Score[k], 1e-5f);
        }
    }

    [TestMethod]
    public void Transform_ThenFilterShuffleCacheTake_GivesThoseRows()
    {
        var data = Patches.Data(_mlContext, 300);
        using var model = TrainedModels.Fit(_mlContext, data);
        var scored = model.Transform(data);

        Assert.HasCount(300, Predictions(_mlContext.Data.ShuffleRows(scored, seed: 1)));
        Assert.HasCount(300, Predictions(_mlContext.Data.Cache(scored)));
        Assert.HasCount(270, Predictions(_mlContext.Data.TakeRows(scored, 270)));
        CollectionAssert.AreEqual(Predictions(scored)[260].Score, Predictions(_mlContext.Data.SkipRows(scored, 260))[0].Score);
    }

    [TestMethod]
    public void GetRowCursor_InputColumnsOnly_ScoresNothing()
    {
        var data = Patches.Data(_mlContext, 300);
        var model = TrainedModels.Fit(_mlContext, data);
        var scored = model.Transform(data);
        using var cursor = scored.GetRowCursor([scored.Schema["Name"]]);
        var getter = cursor.GetGetter<ReadOnlyMemory<char>>(scored.Schema["Name"]);

        // Disposed: any scoring would throw.
        model.Dispose();
        var names = new List<string>();
        ReadOnlyMemory<char> name = default;
        while (cursor.MoveNext())
        {
            getter(ref name);
            names.Add(name.ToString());
        }

        CollectionAssert.AreEqual(Patches.Rows(300).Select(r => r.Name).ToList(), names);
        Assert.IsFalse(cursor.IsColumnActive(scored.Schema["Score"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]));
    }

    [TestMethod]
    public void GetRowCursor_Always_CountsPositionsAndKeepsIds()
    {
        var data = Patches.Data(_mlContext, 300);
        using var model = TrainedModels.Fit(_mlContext, data);
        var scored = model.Transform(data);
        using var cursor = scored.GetRowCursor(scored.Schema);
        using var plain = data.GetRowCursor([]);
        var (id, plainId) = (cursor.GetIdGetter(), plain.GetIdGetter());
        Assert.AreEqual(-1, cursor.Position);
        for (var position = 0; position < 300; position++)
        {
            Assert.IsTrue(cursor.MoveNext() && plain.MoveNext());
            Assert.AreEqual(position, cursor.Position);
            DataViewRowId actual = default, expected = default;
            id(ref actual);
            plainId(ref expected);
            Assert.AreEqual(expected, actual);
        }

        Assert.IsFalse(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
        Assert.AreEqual(300, scored.GetRowCount());
    }

    [TestMethod]
    public void Transform_FeaturesMissingOrOfOtherSize_SaysSo()
    {
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));
        var empty = _mlContext.Data.LoadFromEnumerable(new[] { new PatchPrediction { Score = [1] } });
        var small = _mlContext.Data.LoadFromEnumerable(new[] { new SmallRow { Features = [1, 2] } });

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(empty)).Message, "Could not find feature column 'Features'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(small)).Message, "expected a vector of 256 values, as in training, got Vector<Single, 2>");
    }

    [TestMethod]
    public void Transform_NotANumberAmongTheFeatures_GivesAMissingLabelInThatRowOnly()
    {
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));
        var rows = Patches.Rows(20).ToList();
        rows[3].Features[0] = float.NaN;
        var predictions = Predictions(model.Transform(_mlContext.Data.LoadFromEnumerable(rows)));

        CollectionAssert.AreEqual(new[] { 3 }, Enumerable.Range(0, 20).Where(i => predictions[i].PredictedLabel == 0).ToList());
        Assert.IsTrue(predictions[3].Score.All(float.IsNaN));
    }

    [TestMethod]
    public void Dispose_ThenTransform_Throws()
    {
        var data = Patches.Data(_mlContext, 60);
        var model = TrainedModels.Fit(_mlContext, data);
        model.Dispose();
        model.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => model.Transform(data));
    }

    [TestMethod]
    public void PredictionEngine_Disposed_FreesTheModel()
    {
        var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));
        _mlContext.Model.CreatePredictionEngine<PatchRow, PatchPrediction>(model).Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => model.SmallestWeight);
    }

    [TestMethod]
    public void Verify_SignedModel_SaysHowToGetANonNegativeOne()
    {
        var data = Patches.Data(_mlContext, 60);
        using var signed = TrainedModels.Fit(_mlContext, data, WeightConstraint.Signed);
        using var isomorphic = signed.ToNonNegative();

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => signed.Verify(data)).Message, "ToNonNegative");
        Assert.ThrowsExactly<InvalidOperationException>(isomorphic.ToNonNegative);
        Assert.ThrowsExactly<ArgumentException>(() => isomorphic.VerifyAgainst(data, isomorphic));
        Assert.ThrowsExactly<InvalidOperationException>(() => isomorphic.Verify(_mlContext.Data.LoadFromEnumerable(new List<PatchRow>())));
    }

    [TestMethod]
    public void Transform_FromSeveralThreads_GivesTheSameScores()
    {
        var data = Patches.Data(_mlContext, 100);
        using var model = TrainedModels.Fit(_mlContext, data);
        var expected = Scores(model, data);
        Parallel.For(0, 8, _ => CollectionAssert.AreEqual(expected, Scores(model, data)));
    }

    private List<float> Scores(NonNegativeImageClassificationTransformer model, IDataView data) => [.. Predictions(model.Transform(data)).SelectMany(p => p.Score)];

    private List<PatchPrediction> Predictions(IDataView scored) => [.. _mlContext.Data.CreateEnumerable<PatchPrediction>(scored, reuseRowObject: false)];

    private static List<string> Annotations(DataViewSchema.Column column) => [.. column.Annotations.Schema.Select(c => c.Name)];

    private static List<string> TextValues(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(v => v.ToString())];
    }

    private sealed class NumberedRow
    {
        [VectorType(Patches.Size)]
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class NumberedPrediction
    {
        public string Name { get; set; } = "";

        public int Number { get; set; }

        public float[] Score { get; set; } = [];
    }

    private sealed class SmallRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
