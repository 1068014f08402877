using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class KeyMappingTests
{
    private readonly MLContext _ml = new();

    private IDataView Data => _ml.Data.LoadFromEnumerable(
    [
        new Row { Name = "pear", Number = 3, Real = 0.5f }, new Row { Name = "apple", Number = 1, Real = float.NaN },
        new Row { Name = "pear", Number = 2, Real = 0.25f }, new Row { Name = "", Number = 3, Real = 0.5f },
    ]);

    [TestMethod]
    public void MapValueToKey_Text_NumbersByOccurrenceAndLeavesEmptyMissing()
    {
        var result = _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Fit(Data).Transform(Data);
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 2), result.Schema["Label"].Type);
        CollectionAssert.AreEqual(new uint[] { 1, 2, 1, 0 }, result.Values<uint>("Label"));
        CollectionAssert.AreEqual(new[] { "pear", "apple" }, result.Schema["Label"].TextKeyValues());
        Assert.IsTrue(result.Schema["Label"].HasKeyValues());
    }

    [TestMethod]
    public void MapValueToKey_ByValue_Sorts()
    {
        var result = _ml.Transforms.Conversion.MapValueToKey("Label", "Name", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(Data).Transform(Data);
        CollectionAssert.AreEqual(new[] { "apple", "pear" }, result.Schema["Label"].TextKeyValues());
        CollectionAssert.AreEqual(new uint[] { 2, 1, 2, 0 }, result.Values<uint>("Label"));
    }

    [TestMethod]
    public void MapValueToKey_Numbers_KeepTheirType()
    {
        var result = _ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("N", "Number"), new InputOutputColumnPair("R", "Real")]).Fit(Data).Transform(Data);
        CollectionAssert.AreEqual(new[] { 3, 1, 2 }, result.Schema["N"].KeyValues<int>());
        CollectionAssert.AreEqual(new uint[] { 1, 2, 3, 1 }, result.Values<uint>("N"));
        CollectionAssert.AreEqual(new[] { 0.5f, 0.25f }, result.Schema["R"].KeyValues<float>());
        CollectionAssert.AreEqual(new uint[] { 1, 0, 2, 1 }, result.Values<uint>("R"));
    }

    [TestMethod]
    public void MapValueToKey_AnnotationsAsText_AreText()
    {
        var result = _ml.Transforms.Conversion.MapValueToKey("N", "Number", addKeyValueAnnotationsAsText: true).Fit(Data).Transform(Data);
        CollectionAssert.AreEqual(new[] { "3", "1", "2" }, result.Schema["N"].TextKeyValues());
    }

    [TestMethod]
    public void MapValueToKey_Maximum_DropsLaterValues()
    {
        var result = _ml.Transforms.Conversion.MapValueToKey("N", "Number", maximumNumberOfKeys: 2).Fit(Data).Transform(Data);
        CollectionAssert.AreEqual(new uint[] { 1, 2, 0, 1 }, result.Values<uint>("N"));
    }

    [TestMethod]
    public void MapValueToKey_UnseenValue_IsMissing()
    {
        var other = _ml.Data.LoadFromEnumerable([new Row { Name = "plum" }]);
        CollectionAssert.AreEqual(new uint[] { 0 }, _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Fit(Data).Transform(other).Values<uint>("Label"));
    }

    [TestMethod]
    public void MapKeyToValue_OfMapped_GivesTheValuesBack()
    {
        var result = _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Label"))
            .Append(_ml.Transforms.Conversion.MapValueToKey("R", "Real")).Append(_ml.Transforms.Conversion.MapKeyToValue("R")).Fit(Data).Transform(Data);
        CollectionAssert.AreEqual(new[] { "pear", "apple", "pear", "" }, result.Texts("Back"));
        CollectionAssert.AreEqual(new[] { 0.5f, float.NaN, 0.25f, 0.5f }, result.Values<float>("R"));
    }

    [TestMethod]
    public void MapKeyToValue_NoKey_ThrowsBeforeAnyTraining() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.CopyColumns("C", "Number")
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Number")).Fit(Data)).Message, "Schema mismatch for input column 'Number': expected KeyType, got Int32");

    [TestMethod]
    public void MapKeyToValue_KeyWithoutValues_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable([new Keyed()]);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Transforms.Conversion.MapKeyToValue("Key").Fit(data));
    }

    private sealed class Row
    {
        public string Name { get; set; } = "";

        public int Number { get; set; }

        public float Real { get; set; }
    }

    private sealed class Keyed
    {
        [KeyType(3)]
        public uint Key { get; set; }
    }
}
