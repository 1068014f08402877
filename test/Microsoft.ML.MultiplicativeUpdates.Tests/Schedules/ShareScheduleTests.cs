using Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Schedules;

[TestClass]
public sealed class ShareScheduleTests
{
    [TestMethod]
    [DataRow(0, new[] { 0.5, 0.25, 0.125, 0.0625 })]
    [DataRow(2, new[] { 1, 1, 0.5, 0.25, 0.125 })]
    public void ExponentialShare_Epochs_AreExact(int patience, double[] expected)
    {
        using var scheduled = new ScheduledOptimizer();

        CollectionAssert.AreEqual(expected, scheduled.Shares(new ExponentialShareSchedule(scheduled.Groups, 0.5, patience), expected.Length));
    }

    [TestMethod]
    [DataRow(0, new[] { 0.5, 0.75, 0.875, 0.9375 })]
    [DataRow(2, new[] { 0, 0, 0.5, 0.75, 0.875 })]
    public void InverseShare_Epochs_AreExact(int patience, double[] expected)
    {
        using var scheduled = new ScheduledOptimizer();

        CollectionAssert.AreEqual(expected, scheduled.Shares(new InverseShareSchedule(scheduled.Groups, 0.5, patience), expected.Length));
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    public void Share_AtTheEndsOfItsRange_StaysThere(double share)
    {
        using var scheduled = new ScheduledOptimizer();

        CollectionAssert.AreEqual(Enumerable.Repeat(share, 4).ToArray(), scheduled.Shares(new ExponentialShareSchedule(scheduled.Groups, share), 4));
        CollectionAssert.AreEqual(Enumerable.Repeat(share, 4).ToArray(), scheduled.Shares(new InverseShareSchedule(scheduled.Groups, share), 4));
    }

    [TestMethod]
    public void RandomShare_Epochs_AreZeroOrOneAsTheSeedSays()
    {
        var drawn = Draw(0);
        Assert.IsTrue(drawn.All(share => share is 0 or 1));
        Assert.AreEqual(500, drawn.Sum(), 60);
        Assert.AreEqual(500, drawn.Zip(drawn.Skip(1)).Count(pair => pair.First != pair.Second), 60, "Neighbouring epochs are not independent.");
        CollectionAssert.AreEqual(drawn, Draw(0));
        foreach (var seed in new[] { 1, -1, int.MaxValue, int.MinValue })
            Assert.AreEqual(500, drawn.Zip(Draw(seed)).Count(pair => pair.First != pair.Second), 60, $"Seeds 0 and {seed} are not independent.");

        static double[] Draw(int seed)
        {
            using var scheduled = new ScheduledOptimizer();
            return scheduled.Shares(new RandomShareSchedule(scheduled.Groups, seed), 1000);
        }
    }

    [TestMethod]
    public void RandomShare_SeedZero_DrawsTheSameOnEveryMachine()
    {
        using var scheduled = new ScheduledOptimizer();

        Assert.AreEqual("1001000101011111", string.Concat(scheduled.Shares(new RandomShareSchedule(scheduled.Groups), 16)));
    }

    [TestMethod]
    public void Constructor_NumberOutOfRange_SaysWhich()
    {
        using var scheduled = new ScheduledOptimizer();
        foreach (var share in new[] { -0.1, 1.1, double.NaN })
        {
            PeerOptimizerTests.AssertRange("share", share, "It must be from 0 to 1.", () => new ExponentialShareSchedule(scheduled.Groups, share));
            PeerOptimizerTests.AssertRange("share", share, "It must be from 0 to 1.", () => new InverseShareSchedule(scheduled.Groups, share));
        }
        PeerOptimizerTests.AssertRange("patience", -1, "It must be at least 0.", () => new ExponentialShareSchedule(scheduled.Groups, 0.5, -1));
        PeerOptimizerTests.AssertRange("patience", -1, "It must be at least 0.", () => new InverseShareSchedule(scheduled.Groups, 0.5, -1));
        Assert.AreEqual(ScheduledOptimizer.First, scheduled.Groups[0].Rates, "A schedule that was not built drives nothing.");
    }
}
