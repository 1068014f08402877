namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class SampleTests
{
    [TestMethod]
    public void Of_MoreExamplesThanWanted_DrawsSoManyNoneTwiceInRandomOrder()
    {
        using var source = TestExamples.InMemory(100);
        using var sample = Sample.Of(source, 30, 1);
        var indices = TestExamples.Indices(sample.InOrder());

        Assert.AreEqual(30, sample.Count);
        Assert.AreEqual(30, indices.Distinct().Count());
        Assert.IsFalse(indices.SequenceEqual(indices.Order()));
        CollectionAssert.AreEqual(indices, TestExamples.Indices(sample.InOrder()));
        CollectionAssert.AreEqual(indices, TestExamples.Indices(Sample.Of(source, 30, 1).InOrder()));
        CollectionAssert.AreNotEqual(indices, TestExamples.Indices(Sample.Of(source, 30, 2).InOrder()));
        CollectionAssert.AreEqual(sample.InOrder().GroupBy(e => e.Label).OrderBy(g => g.Key).Select(g => g.LongCount()).ToList(), sample.ClassCounts.ToList());
    }

    [TestMethod]
    public void Of_NoMoreThanWanted_TakesAllInRandomOrder()
    {
        using var source = TestExamples.InMemory(50);
        using var sample = Sample.Of(source, 50, 1);
        var indices = TestExamples.Indices(sample.InOrder());

        CollectionAssert.AreEquivalent(TestExamples.Indices(source.InOrder()), indices);
        CollectionAssert.AreNotEqual(TestExamples.Indices(source.InOrder()), indices);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Of_AStream_GivesTheSameValuesInTheSameOrderByOnePass(bool areBytes)
    {
        using var memory = TestExamples.InMemory(100, areBytes: areBytes);
        using var stream = new TestStream(100, shuffleBuffer: 5, areBytes: areBytes);
        using var ofMemory = Sample.Of(memory, 40, 3);
        using var ofStream = Sample.Of(stream, 40, 3);

        for (var pass = 0; pass < 2; pass++)
            CollectionAssert.AreEqual(
                ofMemory.InOrder().Select(e => (e.Label, string.Join(" ", TestExamples.Loaded(ofMemory, e)))).ToList(),
                ofStream.InOrder().Select(e => (e.Label, string.Join(" ", TestExamples.Loaded(ofStream, e)))).ToList());
        Assert.AreEqual(1, stream.Passes);
        Assert.IsFalse(ofStream.NeedsPayload);
        Assert.AreEqual(areBytes, ofStream.AreBytes);
    }

    [TestMethod]
    public void Of_ASubset_DrawsFromItAlone()
    {
        using var all = new TestStream(100, shuffleBuffer: 5);
        var drawn = StratifiedSplit.Draw(all, 0.2, 1);
        using var subset = new SubsetSource(all, drawn);
        using var sample = Sample.Of(subset, 1000, 1);

        Assert.AreEqual(drawn.Count, sample.Count);
        CollectionAssert.AreEqual(subset.ClassCounts.ToList(), sample.ClassCounts.ToList());
    }

    [TestMethod]
    public void Shuffled_CoversTheSampleAndFollowsFromTheSeed()
    {
        using var source = TestExamples.InMemory(100);
        using var sample = Sample.Of(source, 30, 1);

        CollectionAssert.AreEquivalent(TestExamples.Indices(sample.InOrder()), TestExamples.Indices(sample.Shuffled(5)));
        CollectionAssert.AreEqual(TestExamples.Indices(sample.Shuffled(5)), TestExamples.Indices(sample.Shuffled(5)));
        CollectionAssert.AreNotEqual(TestExamples.Indices(sample.InOrder()), TestExamples.Indices(sample.Shuffled(5)));
    }
}
