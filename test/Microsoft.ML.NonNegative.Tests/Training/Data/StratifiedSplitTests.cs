namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class StratifiedSplitTests
{
    [TestMethod]
    [DataRow(0.1, new long[] { 100, 10, 2, 1, 0 }, new long[] { 10, 1, 1, 0, 0 })]
    [DataRow(0.95, new long[] { 100, 10, 2, 1, 0 }, new long[] { 95, 9, 1, 0, 0 })]
    [DataRow(0.001, new long[] { 100, 10, 2, 1, 0 }, new long[] { 1, 1, 1, 0, 0 })]
    [DataRow(0.25, new long[] { 6, 10, 3, 1, 5 }, new long[] { 2, 3, 1, 0, 1 })]
    public void Draw_TakesTheShareOfEachClass(double fraction, long[] counts, long[] expected)
    {
        using var source = SourceOf(counts);
        using var drawn = new SubsetSource(source, StratifiedSplit.Draw(source, fraction, 1));

        CollectionAssert.AreEqual(expected, drawn.ClassCounts.ToList());
    }

    [TestMethod]
    public void Draw_FollowsFromTheSeed()
    {
        using var source = TestExamples.InMemory(300);

        CollectionAssert.AreEqual(Drawn(source, 1), Drawn(source, 1));
        CollectionAssert.AreNotEqual(Drawn(source, 1), Drawn(source, 2));
    }

    [TestMethod]
    public void Draw_EveryExampleIsAlikeLikely()
    {
        using var source = TestExamples.InMemory(12);
        var times = new int[12];
        for (var seed = 0; seed < 4000; seed++)
            foreach (var index in Drawn(source, seed, 0.5))
                times[index]++;

        // 2 of 4 in each class: 2000 expected, standard deviation 32.
        Assert.IsTrue(times.All(count => count is > 1800 and < 2200), string.Join(" ", times));
    }

    [TestMethod]
    public void Draw_OfAStream_ReadsNothingAndDrawsTheSame()
    {
        using var memory = TestExamples.InMemory(100);
        using var stream = new TestStream(100, shuffleBuffer: 5);

        CollectionAssert.AreEqual(Drawn(memory, 7), Drawn(stream, 7));
        Assert.AreEqual(0, stream.Passes);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void Draw_NoShare_Throws(double fraction)
    {
        using var source = TestExamples.InMemory(10);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StratifiedSplit.Draw(source, fraction, 1));
    }

    private static List<long> Drawn(ExampleSource source, int seed, double fraction = 0.3)
    {
        var drawn = StratifiedSplit.Draw(source, fraction, seed);
        return [.. TestExamples.Indices(source.Labels()).Where(drawn.Contains)];
    }

    private static MemorySource SourceOf(long[] counts)
    {
        var source = new MemorySource(new ValueLayout(1, AreBytes: false), counts.Length);
        for (var label = 0; label < counts.Length; label++)
            for (var i = 0; i < counts[label]; i++)
                source.Add(label, [0f]);
        source.Complete();
        return source;
    }
}
