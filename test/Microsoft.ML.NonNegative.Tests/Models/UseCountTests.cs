namespace Microsoft.ML.NonNegative.Tests.Models;

[TestClass]
public sealed class UseCountTests
{
    private int _freed;

    [TestMethod]
    public void Close_Unused_FreesOnce()
    {
        var count = Count();
        count.Begin().Dispose();
        Assert.AreEqual((0, false), (_freed, count.IsClosed));
        count.Close();
        count.Close();

        Assert.AreEqual((1, true), (_freed, count.IsClosed));
    }

    [TestMethod]
    public void Close_InUse_FreesWithTheLastUse()
    {
        var count = Count();
        var (first, second) = (count.Begin(), count.Begin());
        count.Close();
        first.Dispose();
        Assert.AreEqual(0, _freed);
        second.Dispose();

        Assert.AreEqual(1, _freed);
    }

    [TestMethod]
    public void Begin_Closed_Throws()
    {
        var count = Count();
        using (count.Begin())
        {
            count.Close();

            StringAssert.Contains(Assert.ThrowsExactly<ObjectDisposedException>(() => count.Begin()).Message, nameof(UseCountTests));
        }
    }

    [TestMethod]
    public void Close_WhileManyBeginAndEnd_FreesOnceAndNeverInUse()
    {
        var inUse = 0;
        var wrong = 0;
        var count = new UseCount(typeof(UseCountTests), () =>
        {
            Interlocked.Increment(ref _freed);
            if (Volatile.Read(ref inUse) != 0)
                Interlocked.Increment(ref wrong);
        });
        using var started = new CountdownEvent(4);
        var users = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            started.Signal();
            try
            {
                while (true)
                    using (count.Begin())
                    {
                        Interlocked.Increment(ref inUse);
                        Thread.Yield();
                        Interlocked.Decrement(ref inUse);
                    }
            }
            catch (ObjectDisposedException)
            {
                // What ends every user.
            }
        }, TaskCreationOptions.LongRunning)).ToArray();
        started.Wait();
        count.Close();
        Task.WaitAll(users);

        Assert.AreEqual((1, 0), (_freed, wrong));
    }

    private UseCount Count() => new(typeof(UseCountTests), () => _freed++);
}
