using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class VBufferTests
{
    private static VBuffer<float> Sparse => new(5, 2, [7f, 8f], [1, 3]);

    [TestMethod]
    public void DenseValues_OfSparse_FillsWithDefaults() =>
        CollectionAssert.AreEqual(new[] { 0f, 7f, 0f, 8f, 0f }, Sparse.DenseValues().ToArray());

    [TestMethod]
    public void Items_OfSparse_GivesExplicitOnesUnlessAllAreWanted()
    {
        CollectionAssert.AreEqual(new[] { 1, 3 }, Sparse.Items().Select(i => i.Key).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, Sparse.Items(all: true).Select(i => i.Key).ToArray());
    }

    [TestMethod]
    public void GetItemOrDefault_OutOfRange_Throws()
    {
        Assert.AreEqual(8f, Sparse.GetItemOrDefault(3));
        Assert.AreEqual(0f, Sparse.GetItemOrDefault(2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sparse.GetItemOrDefault(5));
    }

    [TestMethod]
    public void CopyTo_PartOfSparse_ShiftsIndices()
    {
        VBuffer<float> part = default;
        Sparse.CopyTo(ref part, 1, 3);
        CollectionAssert.AreEqual(new[] { 7f, 0f, 8f }, part.DenseValues().ToArray());
    }

    [TestMethod]
    public void CopyTo_SpanTooShort_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sparse.CopyTo(new float[4]));

    [TestMethod]
    public void Create_LargeEnoughBuffer_ReusesItsArray()
    {
        var buffer = new VBuffer<float>(4, [1, 2, 3, 4]);
        var editor = VBufferEditor.Create(ref buffer, 2);
        Assert.IsFalse(editor.CreatedNewValues);
        editor.Values[0] = 9;
        var result = editor.Commit();
        CollectionAssert.AreEqual(new[] { 9f, 2f }, result.DenseValues().ToArray());
        Assert.IsTrue(VBufferEditor.Create(ref buffer, 5).CreatedNewValues);
    }

    [TestMethod]
    public void CommitTruncated_FewerValues_GivesSparse()
    {
        VBuffer<float> buffer = default;
        var editor = VBufferEditor.Create(ref buffer, 10, 3);
        editor.Values[0] = 5;
        editor.Indices[0] = 4;
        var result = editor.CommitTruncated(1);
        Assert.IsFalse(result.IsDense);
        Assert.AreEqual(1, result.GetValues().Length);
        Assert.AreEqual(5f, result.GetItemOrDefault(4));
    }

    [TestMethod]
    public void Constructor_TooFewValues_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, [1f, 2f]));
}
