using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class DecodingQueueTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(4)]
    public void Take_AnyNumberOfWorkers_GivesRowsBackInTheirOrder(int workers)
    {
        var queue = new DecodingQueue(new SlowReader(_ => { }), workers);
        var taken = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            queue.Add(Row(i));
            if (queue.IsFull)
                queue.Take((row, values) => taken.Add($"{row.Position}: {values[0]}"), (row, reason) => taken.Add($"{row.Position}: {reason}"));
        }
        while (!queue.IsEmpty)
            queue.Take((row, values) => taken.Add($"{row.Position}: {values[0]}"), (row, reason) => taken.Add($"{row.Position}: {reason}"));

        CollectionAssert.AreEqual(Enumerable.Range(0, 200).Select(i => i % 10 == 3 ? $"{i}: not taken" : i % 10 == 7 ? $"{i}: damaged" : $"{i}: {i}").ToList(), taken);
    }

    [TestMethod]
    public void Add_ManyRows_AreNotDecodedByMoreThreadsThanThereAreWorkers()
    {
        var (atWork, most) = (0, 0);
        var queue = new DecodingQueue(new SlowReader(_ =>
        {
            var now = Interlocked.Increment(ref atWork);
            InterlockedMax(ref most, now);
            Thread.Sleep(2);
            Interlocked.Decrement(ref atWork);
        }), workers: 2);
        for (var i = 0; i < 50; i++)
        {
            queue.Add(Row(i));
            if (queue.IsFull)
                queue.Take((_, _) => { }, (_, _) => { });
        }
        queue.Drain();

        Assert.IsTrue(queue.IsEmpty);
        Assert.AreEqual(0, atWork);

        // And the one that waits for a row, which may decode it itself.
        Assert.IsTrue(most <= 3, $"{most} at once");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    public void Take_RowWhoseDecoderFails_ThrowsWhatItThrew(int workers)
    {
        var queue = new DecodingQueue(new SlowReader(_ => throw new NotSupportedException("no decoder")), workers);
        queue.Add(Row(0));

        Assert.AreEqual("no decoder", Assert.ThrowsExactly<NotSupportedException>(() => queue.Take((_, _) => { }, (_, _) => { })).Message);
    }

    private static ReadRow Row(int i) => new(i, null, 0, (UInt128)i, i % 10 == 3 ? null : i, i % 10 == 3 ? "not taken" : null);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = most; value > known; known = most)
            if (Interlocked.CompareExchange(ref most, value, known) == known)
                return;
    }

    private sealed class SlowReader(Action<int> work) : PayloadReader(new ValueLayout(1, AreBytes: true))
    {
        public override Func<object?, object> Taker(DataViewRow cursor) => throw new NotSupportedException();

        public override void Prepare(object payload, Span<byte> row)
        {
            var index = (int)payload;
            work(index);
            if (index % 3 == 0)
                Thread.Sleep(1);
            row[0] = index % 10 == 7 ? throw new InvalidDataException("damaged") : (byte)index;
        }
    }
}
