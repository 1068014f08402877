using static Microsoft.ML.NonNegative.Tests.Training.Data.TestBatches;

namespace Microsoft.ML.NonNegative.Tests.Training.Data;

/// <summary>How a pass ends before its plan does.</summary>
[TestClass]
public sealed class BatchLoaderEndTests
{
    [TestMethod]
    [DynamicData(nameof(Workers), typeof(TestBatches))]
    public void Load_PreparationThatThrows_ThrowsItAtItsStepWithItsType(int workers)
    {
        using var source = TestExamples.InMemory(50, Size);
        var loader = new BatchLoader(source, workers, 2, (example, _) =>
        {
            if (example.Index == 23)
                throw new InvalidDataException("example 23");
        }, 0);
        var steps = new List<int>();
        var error = Assert.ThrowsExactly<InvalidDataException>(() =>
        {
            foreach (var batch in loader.Load(source.InOrder(), new BatchPlan(50, 5, 1), 0, 1, CancellationToken.None))
                using (batch)
                    steps.Add(batch.Step);
        });

        Assert.AreEqual("example 23", error.Message);
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, steps);
    }

    [TestMethod]
    [DynamicData(nameof(Workers), typeof(TestBatches))]
    public void Load_StreamThatChanged_ThrowsItAtTheStepThatDrawsIt(int workers)
    {
        using var source = new TestStream(50, shuffleBuffer: 4, Size) { Rows = () => Enumerable.Range(0, 49).Select(i => ((long)i, (long)i)) };

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => Described(new BatchLoader(source, workers, 2, null, 0), source.Shuffled(1), new BatchPlan(50, 5, 1))).Message,
            "changed between epochs");
        Assert.IsFalse(source.IsOpen);
    }

    [TestMethod]
    [DynamicData(nameof(Workers), typeof(TestBatches))]
    public void Load_StreamWithRowsAddedAtItsEnd_IsReadToTheEndAndRefused(int workers)
    {
        using var source = new TestStream(50, shuffleBuffer: 4, Size) { Rows = () => Enumerable.Range(0, 51).Select(i => ((long)i, (long)i)) };

        Assert.ThrowsExactly<InvalidOperationException>(() => Described(new BatchLoader(source, workers, 2, null, 0), source.InOrder(), new BatchPlan(50, 5, 1)));
    }

    [TestMethod]
    [DataRow(49, "has 49 examples, but the plan 50")]
    [DataRow(51, "more than the 50 examples of the plan")]
    public void Load_OrderThatIsNotAsLongAsThePlan_Throws(int count, string message)
    {
        using var source = TestExamples.InMemory(60, Size);

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => Described(new BatchLoader(source, 2, 2, null, 0), source.InOrder().Take(count), new BatchPlan(50, 5, 1))).Message, message);
    }

    [TestMethod]
    [DynamicData(nameof(Workers), typeof(TestBatches))]
    public void Load_LeftEarly_StopsTheWorkersAndClosesTheInput(int workers)
    {
        using var source = new TestStream(1000, shuffleBuffer: 4, Size);
        var atWork = 0;
        var loader = new BatchLoader(source, workers, 2, (_, _) =>
        {
            Interlocked.Increment(ref atWork);
            Thread.Yield();
            Interlocked.Decrement(ref atWork);
        }, 0);

        for (var i = 0; i < 20; i++)
        {
            foreach (var batch in loader.Load(source.Shuffled(i), new BatchPlan(1000, 5, 1), 0, 1, CancellationToken.None))
            {
                batch.Dispose();
                if (batch.Step == i % 4)
                    break;
            }
            Assert.AreEqual(0, atWork);
            Assert.IsFalse(source.IsOpen);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Workers), typeof(TestBatches))]
    public void Load_Cancelled_ThrowsAndClosesTheInput(int workers)
    {
        using var source = new TestStream(1000, shuffleBuffer: 4, Size);
        using var cancellation = new CancellationTokenSource();
        var steps = 0;

        Assert.ThrowsExactly<OperationCanceledException>(() =>
        {
            foreach (var batch in new BatchLoader(source, workers, 2, null, 0).Load(source.Shuffled(1), new BatchPlan(1000, 5, 1), 0, 1, cancellation.Token))
                using (batch)
                    if (++steps == 3)
                        cancellation.Cancel();
        });
        Assert.AreEqual(3, steps);
        Assert.IsFalse(source.IsOpen);
    }

    [TestMethod]
    public void Load_CancelledWhileItWaits_Wakes()
    {
        using var source = TestExamples.InMemory(10, Size);
        using var cancellation = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var loader = new BatchLoader(source, 2, 2, (_, _) =>
        {
            begun.Set();
            release.Wait();
        }, 0);
        using var batches = loader.Load(source.InOrder(), new BatchPlan(10, 5, 1), 0, 1, cancellation.Token).GetEnumerator();
        var cancel = Task.Run(() =>
        {
            begun.Wait();
            cancellation.Cancel();

            // Whoever leaves waits for the workers.
            release.Set();
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => batches.MoveNext());
        cancel.Wait();
    }
}
