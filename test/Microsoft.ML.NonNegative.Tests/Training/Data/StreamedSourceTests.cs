namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class StreamedSourceTests
{
    [TestMethod]
    public void InOrder_EachPass_ReadsTheInputAnew()
    {
        using var source = new TestStream(10, shuffleBuffer: 4);

        for (var pass = 1; pass <= 3; pass++)
        {
            CollectionAssert.AreEqual(Enumerable.Range(0, 10).Select(i => (long)i).ToList(), TestExamples.Indices(source.InOrder()));
            Assert.AreEqual(pass, source.Passes);
            Assert.IsFalse(source.IsOpen);
        }
    }

    [TestMethod]
    public void Labels_ReadNothing()
    {
        using var source = new TestStream(10, shuffleBuffer: 4);

        Assert.AreEqual(10, source.Labels().Count(example => example.Payload is null && example.Label == TestExamples.LabelOf(example.Index)));
        Assert.AreEqual(10, source.Count);
        Assert.AreEqual(0, source.Passes);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(99)]
    [DataRow(100)]
    [DataRow(1000)]
    public void Shuffled_AnyBuffer_CoversEachOnceAndFollowsFromTheSeed(int buffer)
    {
        using var source = new TestStream(100, buffer);
        var order = TestExamples.Indices(source.Shuffled(1));

        CollectionAssert.AreEquivalent(TestExamples.Indices(source.InOrder()), order);
        CollectionAssert.AreEqual(order, TestExamples.Indices(source.Shuffled(1)));
        Assert.AreEqual(buffer > 1, !order.SequenceEqual(TestExamples.Indices(source.Shuffled(2))));
        Assert.AreEqual(buffer > 1, !order.SequenceEqual(TestExamples.Indices(source.InOrder())));
    }

    [TestMethod]
    public void Shuffled_EachExample_KeepsItsPayloadAndLabel()
    {
        using var source = new TestStream(100, shuffleBuffer: 10);

        foreach (var example in source.Shuffled(3))
        {
            CollectionAssert.AreEqual(TestExamples.ValuesOf(example.Index, 4), TestExamples.Loaded(source, example));
            Assert.AreEqual(TestExamples.LabelOf(example.Index), example.Label);
        }
    }

    [TestMethod]
    public void Shuffled_ManyExamples_NeverHoldsMoreThanTheBuffer()
    {
        using var source = new TestStream(10_000, shuffleBuffer: 50);
        var given = 0;

        foreach (var _ in source.Shuffled(1))
            Assert.IsTrue(source.PayloadsRead - given++ <= 51, "More payloads are held than the buffer has places, besides the one that is given out.");
        Assert.AreEqual(10_000, given);
    }

    [TestMethod]
    public void Shuffled_LargeBuffer_MovesExamplesFar()
    {
        using var source = new TestStream(1000, shuffleBuffer: 500);
        var moves = TestExamples.Indices(source.Shuffled(1)).Select((index, place) => Math.Abs(index - place)).ToList();

        Assert.IsTrue(moves.Average() > 100, $"Examples moved by {moves.Average()} places on average.");
    }

    [TestMethod]
    public void Shuffled_BufferThatHoldsAll_GivesEveryOrderAlikeOften()
    {
        using var source = new TestStream(3, shuffleBuffer: 5);
        var orders = Enumerable.Range(0, 6000).GroupBy(seed => string.Join(",", TestExamples.Indices(source.Shuffled(seed)))).ToDictionary(g => g.Key, g => g.Count());

        Assert.AreEqual(6, orders.Count);

        // 1000 expected, standard deviation 29.
        Assert.IsTrue(orders.Values.All(count => count is > 850 and < 1150), string.Join(" ", orders));
    }

    [TestMethod]
    public void Shuffled_AbandonedPass_ClosesTheInput()
    {
        using var source = new TestStream(100, shuffleBuffer: 4);

        foreach (var _ in source.Shuffled(1))
            break;
        Assert.IsFalse(source.IsOpen);
    }

    [TestMethod]
    public void InOrder_FewerRowsThanInTheFirstPass_SaysSo() =>
        AssertChanged(Range(9), "it had 10 examples in the first pass over it, and has 9 now");

    [TestMethod]
    public void InOrder_MoreRowsThanInTheFirstPass_SaysSo() =>
        AssertChanged(Range(11), "it had 10 examples in the first pass over it, and has more now");

    [TestMethod]
    public void InOrder_OtherLabel_SaysWhere() =>
        AssertChanged(Range(10).Select(row => row.Index == 5 ? (7, 5) : row), "example 5 was of class 2 (from 0) in the first pass over it, and is of class 1 now");

    [TestMethod]
    public void InOrder_RowsOfOneClassExchanged_SaysThatTheOrderChanged() =>
        AssertChanged(Range(10).Select(row => row.Index switch { 2 => (5L, 5L), 5 => (2, 2), _ => row }), "its rows come in another order");

    private static IEnumerable<(long Index, long Id)> Range(int count) => Enumerable.Range(0, count).Select(i => ((long)i, (long)i));

    private static void AssertChanged(IEnumerable<(long Index, long Id)> rows, string message)
    {
        using var source = new TestStream(10, shuffleBuffer: 4) { Rows = () => rows };

        foreach (var pass in new[] { source.InOrder(), source.Shuffled(1) })
        {
            var error = Assert.ThrowsExactly<InvalidOperationException>(() => pass.Count()).Message;
            StringAssert.Contains(error, "changed between epochs: " + message);
            StringAssert.Contains(error, "use DataStorage.File");
        }
    }
}
