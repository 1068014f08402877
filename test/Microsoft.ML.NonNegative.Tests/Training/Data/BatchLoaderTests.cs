using static Microsoft.ML.NonNegative.Tests.Training.Data.TestBatches;

namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class BatchLoaderTests
{
    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(1, 0)]
    [DataRow(1, 2)]
    [DataRow(4, 0)]
    [DataRow(4, 3)]
    public void Load_AnyNumberOfWorkers_GivesTheSameBatchesBitForBit(int workers, int ahead)
    {
        using var memory = TestExamples.InMemory(103, Size);
        using var stream = new TestStream(103, shuffleBuffer: 20, Size);
        foreach (var source in new ExampleSource[] { memory, stream })
        {
            var expected = Described(new BatchLoader(source, 0, 0, Augment, 0.3), source.Shuffled(5), new BatchPlan(103, 10, 1));
            var actual = Described(new BatchLoader(source, workers, ahead, Augment, 0.3), source.Shuffled(5), new BatchPlan(103, 10, 1));

            Assert.AreEqual(11, actual.Count);
            CollectionAssert.AreEqual(expected, actual);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Workers), typeof(TestBatches))]
    public void Load_AllExamples_GivesThemInOrderInThePlansSteps(int workers)
    {
        using var source = TestExamples.InMemory(23, Size);
        var order = source.Shuffled(1).ToList();
        var step = 0;
        var next = 0;

        foreach (var batch in new BatchLoader(source, workers, 2, null).Load(order, new BatchPlan(23, 5, 4), 0, 1, CancellationToken.None))
            using (batch)
            {
                Assert.AreEqual(step, batch.Step);
                Assert.AreEqual(step++ < 3 ? 5 : 8, batch.Count);
                for (var i = 0; i < batch.Count; i++, next++)
                {
                    Assert.AreEqual(order[next].Label, batch.Labels[i]);
                    CollectionAssert.AreEqual(TestExamples.ValuesOf(order[next].Index, Size), batch.ValuesOf(i).ToArray());
                }
                Assert.IsNull(batch.PartnerLabels);
                Assert.IsNull(batch.Shares);
            }
        Assert.AreEqual(23, next);
    }

    [TestMethod]
    [DynamicData(nameof(Workers), typeof(TestBatches))]
    public void Load_FromTheMiddleOfAPass_GivesTheSameBatchesAndLoadsNoOthers(int workers)
    {
        using var source = new TestStream(60, shuffleBuffer: 7, Size);
        var plan = new BatchPlan(60, 8, 1);
        var loaded = 0;
        var loader = new BatchLoader(source, workers, 1, (example, values) =>
        {
            Interlocked.Increment(ref loaded);
            Augment(example, values);
        }, 0.5);

        var all = Described(loader, source.Shuffled(3), plan);
        loaded = 0;
        CollectionAssert.AreEqual(all.Skip(5).ToList(), Described(loader, source.Shuffled(3), plan, firstStep: 5));
        Assert.AreEqual(20, loaded);
        Assert.AreEqual(0, Described(loader, source.Shuffled(3), plan, firstStep: plan.Steps).Count);
    }

    [TestMethod]
    [DataRow(1, 0)]
    [DataRow(2, 1)]
    [DataRow(3, 4)]
    public void Load_ConsumerThatDoesNotHurry_HoldsNoMoreBatchesThanAllowed(int workers, int ahead)
    {
        using var source = new TestStream(500, shuffleBuffer: 1, Size);
        var taken = 0;

        foreach (var batch in new BatchLoader(source, workers, ahead, null, 0).Load(source.InOrder(), new BatchPlan(500, 5, 1), 0, 1, CancellationToken.None))
            using (batch)
            {
                taken++;
                for (var i = 0; i < 20; i++)
                    Thread.Yield();
                Assert.IsTrue(source.PayloadsRead <= 5 * (taken + workers + ahead) + 1, $"{source.PayloadsRead} examples were read when {taken} batches of 5 had been taken.");
            }
        Assert.AreEqual(100, taken);
    }

    [TestMethod]
    public void Load_DisposedBatches_UsesTheirBuffersAgain()
    {
        using var source = TestExamples.InMemory(500, Size);
        var buffers = new HashSet<float[]>(ReferenceEqualityComparer.Instance);
        var loader = new BatchLoader(source, 2, 1, null, 0);

        for (var pass = 0; pass < 5; pass++)
            foreach (var batch in loader.Load(source.InOrder(), new BatchPlan(500, 5, 1), 0, 1, CancellationToken.None))
                using (batch)
                    buffers.Add(batch.Features);

        // Those made or waiting, the one taken, and at the end of a pass none of the next pass's.
        Assert.IsTrue(buffers.Count <= 2 + 1 + 1, $"{buffers.Count} buffers");
    }

    [TestMethod]
    public void Features_OfADisposedBatch_Throws()
    {
        var pool = new BufferPool();
        var batch = new Batch(pool, 0, 2, 3);
        var features = batch.Features;
        batch.Dispose();
        batch.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => batch.Features);
        Assert.AreSame(features, pool.Rent(6));
        Assert.AreNotSame(features, pool.Rent(6));
    }

    [TestMethod]
    public void Waited_NoWorkers_GrowsWithThePreparation()
    {
        using var source = TestExamples.InMemory(10, Size);
        var loader = new BatchLoader(source, 0, 0, (_, _) => Thread.Sleep(1), 0);

        Assert.AreEqual(TimeSpan.Zero, loader.Waited);
        Described(loader, source.InOrder(), new BatchPlan(10, 5, 1));
        Assert.IsTrue(loader.Waited > TimeSpan.Zero);
    }

    [TestMethod]
    public void Load_FirstStepOutsideThePlan_Throws()
    {
        using var source = TestExamples.InMemory(10, Size);
        var loader = new BatchLoader(source, 0, 0, null, 0);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => loader.Load(source.InOrder(), new BatchPlan(10, 5, 1), 3, 1, CancellationToken.None));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => loader.Load(source.InOrder(), new BatchPlan(10, 5, 1), -1, 1, CancellationToken.None));
    }
}
