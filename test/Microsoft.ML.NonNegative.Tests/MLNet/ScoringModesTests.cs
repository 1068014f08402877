using Microsoft.ML.Data;
using Microsoft.ML.NonNegative.Tests.Models;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>A model as ML.NET uses it row by row, behind other operations and in chains.</summary>
[TestClass]
public sealed class ScoringModesTests
{
    private const int Size = 16;

    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void GetDependencies_OwnColumns_NeedTheFeaturesAndOthersThemselves()
    {
        using var model = Model();
        var mapper = model.GetRowToRowMapper(Data(1).Schema);

        Assert.AreEqual("", Dependencies(mapper));
        Assert.AreEqual("Number", Dependencies(mapper, "Number"));
        Assert.AreEqual("Features", Dependencies(mapper, "Score"));
        Assert.AreEqual("Features", Dependencies(mapper, "PredictedLabel"));
        Assert.AreEqual("Features", Dependencies(mapper, "Features", "PredictedLabel", "Score"));
        Assert.AreEqual("Features,Number", Dependencies(mapper, "Score", "Number"));
    }

    [TestMethod]
    public void GetRow_OfACursor_GivesTheScoresOfTransform()
    {
        using var model = Model();
        var data = Data(10);
        var mapper = model.GetRowToRowMapper(data.Schema);
        var expected = Predictions(model.Transform(data));
        using var cursor = data.GetRowCursor(data.Schema);
        var row = mapper.GetRow(cursor, mapper.OutputSchema);
        var (label, score, number, id) = (row.GetGetter<uint>(mapper.OutputSchema["PredictedLabel"]), row.GetGetter<VBuffer<float>>(mapper.OutputSchema["Score"]), row.GetGetter<int>(mapper.OutputSchema["Number"]), row.GetIdGetter());
        var (key, values, position, rowId) = (0u, default(VBuffer<float>), 0, default(DataViewRowId));
        for (var i = 0; cursor.MoveNext(); i++)
        {
            label(ref key);
            score(ref values);
            number(ref position);
            id(ref rowId);
            Assert.AreEqual((expected[i].PredictedLabel, i, i), (key, position, (int)row.Position));
            for (var k = 0; k < values.Length; k++)
                Assert.AreEqual(expected[i].Score[k], values.GetItemOrDefault(k), 1e-6f);
        }

        Assert.AreSame(mapper.OutputSchema, row.Schema);
        Assert.AreSame(data.Schema, mapper.InputSchema);
    }

    [TestMethod]
    public void GetRow_OfAnotherSchema_Throws()
    {
        using var model = Model();
        var mapper = model.GetRowToRowMapper(Data(1).Schema);
        var other = Data(1);
        using var cursor = other.GetRowCursor(other.Schema);

        Assert.ThrowsExactly<ArgumentException>(() => mapper.GetRow(cursor, mapper.OutputSchema));
    }

    [TestMethod]
    public void GetRow_PassedOnColumnsOnly_ScoresNothing()
    {
        var model = Model();
        var data = Data(3);
        var mapper = model.GetRowToRowMapper(data.Schema);
        using var cursor = data.GetRowCursor(data.Schema);
        var row = mapper.GetRow(cursor, [mapper.OutputSchema["Number"]]);
        model.Dispose();
        var number = row.GetGetter<int>(mapper.OutputSchema["Number"]);
        var value = -1;
        cursor.MoveNext();
        number(ref value);

        Assert.AreEqual(0, value);
        Assert.IsFalse(row.IsColumnActive(mapper.OutputSchema["Score"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => row.GetGetter<uint>(mapper.OutputSchema["PredictedLabel"]));
        Assert.Throws<InvalidOperationException>(() => row.GetGetter<float>(mapper.OutputSchema["Number"]));
    }

    [TestMethod]
    public void Transform_OfFilteredShuffledSkippedAndCachedRows_ScoresThoseRows()
    {
        using var model = Model();
        var data = Data(300);
        var expected = Predictions(model.Transform(data)).ToDictionary(row => row.Number);
        foreach (var (view, count) in new[]
        {
            (_mlContext.Data.FilterRowsByColumn(data, "Order", 10, 290), 280),
            (_mlContext.Data.ShuffleRows(data, seed: 1), 300),
            (_mlContext.Data.SkipRows(data, 299), 1),
            (_mlContext.Data.TakeRows(data, 257), 257),
            (_mlContext.Data.Cache(data), 300),
            (_mlContext.Data.FilterRowsByColumn(data, "Order", 1000, 2000), 0),
        })
        {
            var rows = Predictions(model.Transform(view));
            Assert.HasCount(count, rows);
            foreach (var row in rows)
                for (var k = 0; k < row.Score.Length; k++)
                    Assert.AreEqual(expected[row.Number].Score[k], row.Score[k], 1e-6f);
        }
    }

    [TestMethod]
    public void Fit_ChainWithACacheCheckpoint_PredictsAsWithout()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Patches.Rows(100).ToList());
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name));
        var trainer = _mlContext.MulticlassClassification.Trainers.NonNegative(TrainedModels.Options());
        using var plain = keys.Append(trainer).Fit(rows);
        using var cached = keys.AppendCacheCheckpoint(_mlContext).Append(trainer).Fit(rows);
        var engine = _mlContext.Model.CreatePredictionEngine<PatchRow, PatchPrediction>(cached, new PredictionEngineOptions { OwnsTransformer = false });
        var expected = _mlContext.Data.CreateEnumerable<PatchPrediction>(plain.Transform(rows), reuseRowObject: false).ToList();

        Assert.AreEqual(expected[7].PredictedLabel, engine.Predict(Patches.Rows(100).ElementAt(7)).PredictedLabel);
        CollectionAssert.AreEqual(expected.SelectMany(row => row.Score).ToList(), _mlContext.Data.CreateEnumerable<PatchPrediction>(cached.Transform(rows), reuseRowObject: false).SelectMany(row => row.Score).ToList());
    }

    [TestMethod]
    public void CreateEnumerable_ReusingTheRow_GivesEveryRow()
    {
        using var model = Model();
        var scored = model.Transform(Data(300));

        CollectionAssert.AreEqual(
            Predictions(scored).Select(row => row.PredictedLabel).ToList(),
            _mlContext.Data.CreateEnumerable<NumberedScores>(scored, reuseRowObject: true).Select(row => row.PredictedLabel).ToList());
    }

    private NonNegativeImageClassificationTransformer Model() =>
        MadeModels.Transformer(_mlContext, MadeModels.Model(TestNetworks.Mlp(Activations.Sinusoidal), WeightConstraint.NonNegative));

    private IDataView Data(int rows)
    {
        var random = new Random(1);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(i => new OrderedRow { Features = [.. Enumerable.Range(0, Size).Select(_ => (float)random.Next(256))], Number = i, Order = i }).ToList());
    }

    private List<NumberedScores> Predictions(IDataView scored) => [.. _mlContext.Data.CreateEnumerable<NumberedScores>(scored, reuseRowObject: false)];

    private static string Dependencies(IRowToRowMapper mapper, params string[] names) =>
        string.Join(',', mapper.GetDependencies(names.Select(name => mapper.OutputSchema[name])).Select(column => column.Name));

    private sealed class OrderedRow
    {
        [VectorType(Size)]
        public float[] Features { get; set; } = [];

        public int Number { get; set; }

        public float Order { get; set; }
    }
}
