namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class SubsetSourceTests
{
    [TestMethod]
    public void InOrder_GivesTheExamplesOfTheSetUnderTheirOwnIndices()
    {
        using var all = TestExamples.InMemory(10);
        using var subset = new SubsetSource(all, SetOf(10, 1, 4, 9));

        CollectionAssert.AreEqual(new long[] { 1, 4, 9 }, TestExamples.Indices(subset.InOrder()));
        CollectionAssert.AreEqual(new long[] { 1, 4, 9 }, TestExamples.Indices(subset.Labels()));
        CollectionAssert.AreEqual(new long[] { 1, 2, 0 }, subset.ClassCounts.ToList());
        Assert.AreEqual(3, subset.Count);
        CollectionAssert.AreEqual(TestExamples.ValuesOf(4, 4), TestExamples.Loaded(subset, new Example(4, 1)));
    }

    [TestMethod]
    public void Shuffled_OfAStream_CoversTheSetOnce()
    {
        using var all = new TestStream(100, shuffleBuffer: 10);
        using var subset = new SubsetSource(all, SetOf(100, 3, 50, 99));

        CollectionAssert.AreEquivalent(new long[] { 3, 50, 99 }, TestExamples.Indices(subset.Shuffled(1)));
        CollectionAssert.AreEqual(TestExamples.Indices(subset.Shuffled(1)), TestExamples.Indices(subset.Shuffled(1)));
        Assert.IsTrue(subset.NeedsPayload);
    }

    [TestMethod]
    public void Constructor_OfAStream_ReadsNothing()
    {
        using var all = new TestStream(100, shuffleBuffer: 10);
        using var subset = new SubsetSource(all, SetOf(100, 3));

        Assert.AreEqual(1, subset.Count);
        Assert.AreEqual(0, all.Passes);
    }

    [TestMethod]
    public void Dispose_LeavesTheWholeAlone()
    {
        using var all = TestExamples.InMemory(10);
        new SubsetSource(all, SetOf(10, 1)).Dispose();

        CollectionAssert.AreEqual(TestExamples.ValuesOf(1, 4), TestExamples.Loaded(all, new Example(1, 1)));
    }

    [TestMethod]
    [DataRow(63)]
    [DataRow(64)]
    [DataRow(65)]
    public void Complement_HasAllOthersAndNoMore(int capacity)
    {
        var set = SetOf(capacity, 0, 62);
        var others = set.Complement();

        Assert.AreEqual(2, set.Count);
        Assert.AreEqual(capacity - 2, others.Count);
        Assert.IsTrue(Enumerable.Range(0, capacity).All(i => set.Contains(i) != others.Contains(i)));
        Assert.IsFalse(others.Contains(capacity));
        Assert.IsFalse(others.Contains(-1));
    }

    [TestMethod]
    public void Add_IndexBeyondTheSet_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new IndexSet(5).Add(5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new IndexSet(5).Add(-1));
    }

    private static IndexSet SetOf(int capacity, params long[] indices)
    {
        var set = new IndexSet(capacity);
        foreach (var index in indices)
            set.Add(index);
        return set;
    }
}
