using Microsoft.ML.MultiplicativeUpdates.Fused;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Fused;

[TestClass]
public sealed class WorkCrewTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    public void Run_ManyTimes_DoesEveryUnitOnce(int threads)
    {
        var crew = new WorkCrew();
        for (var round = 0; round < 200; round++)
        {
            var done = new int[round % 23];
            crew.Run(done.Length, threads, unit => Interlocked.Increment(ref done[unit]));

            Assert.IsTrue(Array.TrueForAll(done, count => count == 1), $"round {round}");
        }
    }

    [TestMethod]
    public void Run_OfSeveralCrewsAtOnce_DoesEveryUnitOnce() => Parallel.For(0, 8, _ =>
    {
        var crew = new WorkCrew();
        for (var round = 0; round < 100; round++)
        {
            var done = new int[50];
            crew.Run(done.Length, 4, unit => Interlocked.Increment(ref done[unit]));

            Assert.IsTrue(Array.TrueForAll(done, count => count == 1));
        }
    });

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void Run_UnitThatFails_ReachesTheCallerAndTheCrewGoesOn(int threads)
    {
        var crew = new WorkCrew();
        var error = Assert.Throws<InvalidOperationException>(() => crew.Run(20, threads, unit =>
        {
            if (unit == 7)
                throw new InvalidOperationException("seven");
        }));
        var done = 0;
        crew.Run(20, threads, _ => Interlocked.Increment(ref done));

        Assert.Contains("seven", error.ToString());
        Assert.AreEqual(20, done);
    }

    [TestMethod]
    public void Run_Again_AllocatesNothing()
    {
        var crew = new WorkCrew();
        Action<int> work = static _ => { };
        for (var i = 0; i < 3; i++)
            crew.Run(20, 2, work);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            crew.Run(20, 2, work);

        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
