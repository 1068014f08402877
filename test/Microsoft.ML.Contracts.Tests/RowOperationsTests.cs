using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class RowOperationsTests
{
    private readonly MLContext _ml = new(seed: 1);
    private int _reads;

    private IDataView Numbers => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i =>
    {
        _reads++;
        return new Row { Value = i, Text = $"{i}", Vector = [i, -i] };
    }));

    [TestMethod]
    public void TakeAndSkip_GiveTheRowsInOrder()
    {
        CollectionAssert.AreEqual(new[] { 0f, 1f, 2f }, _ml.Data.TakeRows(Numbers, 3).Values<float>("Value"));
        CollectionAssert.AreEqual(new[] { 98f, 99f }, _ml.Data.SkipRows(Numbers, 98).Values<float>("Value"));
        CollectionAssert.AreEqual(new[] { 10f, 11f }, _ml.Data.TakeRows(_ml.Data.SkipRows(Numbers, 10), 2).Values<float>("Value"));
        Assert.AreEqual(0, _ml.Data.SkipRows(Numbers, 200).Values<float>("Value").Length);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.TakeRows(Numbers, 0));
    }

    [TestMethod]
    public void FilterRowsByColumn_IncludesTheLowerBoundOnly()
    {
        CollectionAssert.AreEqual(new[] { 10f, 11f, 12f }, _ml.Data.FilterRowsByColumn(Numbers, "Value", 10, 13).Values<float>("Value"));
        CollectionAssert.AreEqual(new[] { "98", "99" }, _ml.Data.FilterRowsByColumn(Numbers, "Value", 98).Texts("Text"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(Numbers, "Text", 0, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(Numbers, "Value", 1, 0));
    }

    [TestMethod]
    public void Cache_SecondRead_DoesNotReadTheInput()
    {
        var cached = _ml.Data.Cache(Numbers);
        var first = cached.Values<float>("Value");
        var reads = _reads;
        CollectionAssert.AreEqual(first, cached.Values<float>("Value"));
        Assert.AreEqual(100, first.Length);
        Assert.AreEqual(reads, _reads);
        CollectionAssert.AreEqual(new[] { 5f, -5f }, cached.Vectors("Vector")[5]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.Cache(Numbers, "Nowhere"));
    }

    [TestMethod]
    public void AppendCacheCheckpoint_TrainerReadsTwice_InputIsReadOnceMore()
    {
        var data = Numbers;
        _ml.Transforms.CopyColumns("Copy", "Value").AppendCacheCheckpoint(_ml)
            .Append(new MeanEstimator(_ml, "Copy")).Append(new MeanEstimator(_ml, "Copy")).Fit(data);
        Assert.AreEqual(100, _reads);
    }

    [TestMethod]
    public void AppendCacheCheckpoint_EmptyChain_Throws() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_ml));

    [TestMethod]
    public void ShuffleRows_Seeded_GivesAllRowsInOneOtherOrder()
    {
        var shuffled = _ml.Data.ShuffleRows(Numbers, seed: 3);
        var values = shuffled.Values<float>("Value");
        CollectionAssert.AreEquivalent(Numbers.Values<float>("Value"), values);
        CollectionAssert.AreNotEqual(Numbers.Values<float>("Value"), values);
        CollectionAssert.AreEqual(values, shuffled.Values<float>("Value"));
        CollectionAssert.AreEqual(values, _ml.Data.ShuffleRows(Numbers, seed: 3).Values<float>("Value"));
        CollectionAssert.AreNotEqual(values, _ml.Data.ShuffleRows(Numbers, seed: 4).Values<float>("Value"));
    }

    [TestMethod]
    public void ShuffleRows_KeepsTheColumnsOfARowTogether()
    {
        var shuffled = _ml.Data.ShuffleRows(Numbers, seed: 3, shufflePoolSize: 10);
        foreach (var row in _ml.Data.CreateEnumerable<Row>(shuffled, reuseRowObject: false))
        {
            Assert.AreEqual($"{row.Value}", row.Text);
            CollectionAssert.AreEqual(new[] { row.Value, -row.Value }, row.Vector);
        }
    }

    [TestMethod]
    public void TrainTestSplit_GivesEachRowToOnePart()
    {
        var split = _ml.Data.TrainTestSplit(Numbers, testFraction: 0.2, seed: 5);
        var train = split.TrainSet.Values<float>("Value");
        var test = split.TestSet.Values<float>("Value");
        CollectionAssert.AreEquivalent(Numbers.Values<float>("Value"), train.Concat(test).ToArray());
        Assert.IsTrue(test.Length is > 5 and < 40);
        CollectionAssert.AreEqual(test, _ml.Data.TrainTestSplit(Numbers, 0.2, seed: 5).TestSet.Values<float>("Value"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(Numbers, 1));
    }

    [TestMethod]
    public void TrainTestSplit_Seeded_GivesTheSameRowsEverywhere() =>
        CollectionAssert.AreEqual(ExpectedTestRows, _ml.Data.TrainTestSplit(Numbers, 0.1, seed: 5).TestSet.Values<float>("Value"));

    private static readonly float[] ExpectedTestRows = [2, 17, 21, 37, 51, 52, 63, 75, 84];

    private sealed class Row
    {
        public float Value { get; set; }

        public string Text { get; set; } = "";

        [VectorType(2)]
        public float[] Vector { get; set; } = [];
    }
}
