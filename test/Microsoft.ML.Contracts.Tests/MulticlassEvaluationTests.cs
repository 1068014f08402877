using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class MulticlassEvaluationTests
{
    private const double Tolerance = 1e-6;

    private readonly MLContext _ml = new();

    // Key members count from 0; 3 of 3 classes is the missing key.
    private static readonly Scored[] Rows =
    [
        new() { Label = 0, Score = [0.7f, 0.2f, 0.1f] },
        new() { Label = 0, Score = [0.3f, 0.6f, 0.1f] },
        new() { Label = 1, Score = [0.1f, 0.8f, 0.1f] },
        new() { Label = 2, Score = [0.5f, 0.3f, 0.2f] },
        new() { Label = 3, Score = [0.9f, 0.05f, 0.05f] },
        new() { Label = 1, Score = [float.NaN, 0.5f, 0.5f] },
    ];

    [TestMethod]
    public void Evaluate_KeyLabel_GivesTheMetricsByHand()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(Rows), topKPredictionCount: 2);

        // The row without a label and the one with a NaN do not count.
        var losses = new[] { -Math.Log(0.7), -Math.Log(0.3), -Math.Log(0.8), -Math.Log(0.2) };
        var entropy = -(0.5 * Math.Log(0.5) + 0.25 * Math.Log(0.25) * 2);
        Assert.AreEqual(0.5, metrics.MicroAccuracy, Tolerance);
        Assert.AreEqual((0.5 + 1 + 0) / 3, metrics.MacroAccuracy, Tolerance);
        Assert.AreEqual(losses.Average(), metrics.LogLoss, Tolerance);
        Assert.AreEqual((entropy - losses.Average()) / entropy, metrics.LogLossReduction, Tolerance);
        Assert.AreEqual((losses[0] + losses[1]) / 2, metrics.PerClassLogLoss[0], Tolerance);
        Assert.AreEqual(losses[2], metrics.PerClassLogLoss[1], Tolerance);
        Assert.AreEqual(losses[3], metrics.PerClassLogLoss[2], Tolerance);
        Assert.AreEqual(2, metrics.TopKPredictionCount);
        Assert.AreEqual(0.75, metrics.TopKAccuracy, Tolerance);
        Assert.AreEqual(0.5, metrics.TopKAccuracyForAllK[0], Tolerance);
    }

    [TestMethod]
    public void Evaluate_ConfusionMatrix_CountsActualByPredicted()
    {
        var matrix = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(Rows)).ConfusionMatrix;
        Assert.AreEqual(3, matrix.NumberOfClasses);
        CollectionAssert.AreEqual(new[] { 1.0, 1.0, 0.0 }, matrix.Counts[0].ToArray());
        CollectionAssert.AreEqual(new[] { 0.0, 1.0, 0.0 }, matrix.Counts[1].ToArray());
        CollectionAssert.AreEqual(new[] { 1.0, 0.0, 0.0 }, matrix.Counts[2].ToArray());
        CollectionAssert.AreEqual(new[] { 0.5, 1.0, 0.0 }, matrix.PerClassRecall.ToArray());
        CollectionAssert.AreEqual(new[] { 0.5, 0.5, 0.0 }, matrix.PerClassPrecision.ToArray());
        Assert.AreEqual(1.0, matrix.GetCountForClassPair(predictedClassIndicatorIndex: 0, actualClassIndicatorIndex: 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => matrix.GetCountForClassPair(3, 0));
    }

    [TestMethod]
    public void Evaluate_FormattedTable_IsLaidOutByColumns()
    {
        var table = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(Rows)).ConfusionMatrix.GetFormattedConfusionTable();
        var expected = string.Join(Environment.NewLine,
            "",
            "Confusion table",
            "          ||========================",
            "PREDICTED ||     0 |     1 |     2 | Recall",
            "TRUTH     ||========================",
            "        0 ||     1 |     1 |     0 | 0.5000",
            "        1 ||     0 |     1 |     0 | 1.0000",
            "        2 ||     1 |     0 |     0 | 0.0000",
            "          ||========================",
            "Precision ||0.5000 |0.5000 |0.0000 |",
            "");
        Assert.AreEqual(expected, table);
    }

    [TestMethod]
    public void Evaluate_LongClassNames_AreNumberedInTheTable()
    {
        var definition = SchemaDefinition.Create(typeof(Scored));
        definition["Score"].AddAnnotation("SlotNames", new[] { "a", "elephant", "c" }, new VectorDataViewType(TextDataViewType.Instance, 3));
        var table = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(Rows, definition)).ConfusionMatrix.GetFormattedConfusionTable();
        StringAssert.Contains(table, "0.        a ||     1 |     1 |     0 | 0.5000");
        StringAssert.Contains(table, "1. elephant ||     0 |     1 |     0 | 1.0000");
    }

    [TestMethod]
    public void Evaluate_SingleLabel_CountsClassesFromZero()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(
        [
            new SingleLabel { Label = 0, Score = [1, 0] }, new SingleLabel { Label = 1, Score = [1, 0] },
            new SingleLabel { Label = float.NaN, Score = [1, 0] }, new SingleLabel { Label = -1, Score = [1, 0] }, new SingleLabel { Label = 0.5f, Score = [1, 0] },
        ]));
        Assert.AreEqual(0.5, metrics.MicroAccuracy, Tolerance);

        // A probability of 0 counts as 1e-15.
        Assert.AreEqual(-Math.Log(1e-15f) / 2, metrics.LogLoss, Tolerance);
        Assert.AreEqual(0.0, metrics.TopKAccuracy);
    }

    [TestMethod]
    public void Evaluate_UnseenClass_CountsAsWrongWithTheLargestLoss()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(
            [new SingleLabel { Label = 0, Score = [0.5f, 0.5f] }, new SingleLabel { Label = 7, Score = [0.5f, 0.5f] }]));
        Assert.AreEqual(0.5, metrics.MicroAccuracy, Tolerance);
        Assert.AreEqual(1.0, metrics.MacroAccuracy, Tolerance);
        Assert.AreEqual((-Math.Log(0.5) - Math.Log(1e-15f)) / 2, metrics.LogLoss, Tolerance);
    }

    [TestMethod]
    public void Evaluate_ScoreOfUnknownSize_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable([new UnknownSize { Score = [1, 0] }]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data)).Message,
            "Schema mismatch for score column 'Score': expected vector of two or more items of type Single, got Vector<Single>");
    }

    [TestMethod]
    public void Evaluate_MissingColumn_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable(Rows);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, labelColumnName: "Nowhere"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, predictedLabelColumnName: "Nowhere"));
    }

    private sealed class Scored
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }

    private sealed class SingleLabel
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }

    private sealed class UnknownSize
    {
        public float Label { get; set; }

        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }
}
