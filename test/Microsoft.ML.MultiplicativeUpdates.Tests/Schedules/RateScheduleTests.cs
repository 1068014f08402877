using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Schedules;

/// <summary>What all schedules have in common, and what they make together with TorchSharp's.</summary>
[TestClass]
public sealed class RateScheduleTests
{
    public static IEnumerable<object[]> Names => new[] { "exponential", "inverse", "random", "step", "exponential rate" }.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Constructor_NoGroups_SaysSo(string name)
    {
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => Create(name, [])).Message, "The schedule got no groups to drive.");
        Assert.AreEqual("groups", Assert.ThrowsExactly<ArgumentNullException>(() => Create(name, null!)).ParamName);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Epoch_SetForwardsAndBackwards_GivesTheRatesOfThatEpoch(string name)
    {
        using var stepped = new ScheduledOptimizer();
        using var set = new ScheduledOptimizer();
        var expected = stepped.Run(Create(name, stepped.Groups), 12);
        var schedule = Create(name, set.Groups);

        foreach (var epoch in new[] { 7, 2, 11, 0 })
        {
            schedule.Epoch = epoch;
            Assert.AreEqual(expected[epoch], (set.Groups[0].Rates, set.Groups[1].Rates));
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schedule.Epoch = -1);
        Assert.AreEqual(0, schedule.Epoch);
    }

    [TestMethod]
    public void Step_TwoSchedulesOfDifferentRates_BothHold()
    {
        using var scheduled = new ScheduledOptimizer();
        var share = new ExponentialShareSchedule(scheduled.Groups, 0.5, patience: 1);
        var rates = new StepRateSchedule(scheduled.Groups, 2, innerFactor: 0.5, outerFactor: 0.1);
        var eta = new ExponentialRateSchedule(scheduled.Groups, learningRateFactor: 0.5);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            share.Step();
            rates.Step();
            eta.Step();
        }

        AssertNear(new UpdateRates(0.1 / 8, 1, 0.02, 0.125), scheduled.Groups[0].Rates);
        AssertNear(new UpdateRates(0.01 / 8, 2, 0.05, 0.125), scheduled.Groups[1].Rates);
    }

    [TestMethod]
    [DataRow("StepLR")]
    [DataRow("ExponentialLR")]
    [DataRow("CosineAnnealingLR")]
    [DataRow("LambdaLR")]
    public void Step_TogetherWithATorchSharpScheduler_BothScale(string name)
    {
        using var scheduled = new ScheduledOptimizer();
        var optimizer = scheduled.Optimizer;
        var scheduler = name switch
        {
            "StepLR" => optim.lr_scheduler.StepLR(optimizer, 2, 0.1),
            "ExponentialLR" => optim.lr_scheduler.ExponentialLR(optimizer, 0.9),
            "CosineAnnealingLR" => optim.lr_scheduler.CosineAnnealingLR(optimizer, 10),
            _ => optim.lr_scheduler.LambdaLR(optimizer, epoch => 1 / (1.0 + epoch)),
        };
        Func<int, double> factor = name switch
        {
            "StepLR" => epoch => Math.Pow(0.1, epoch / 2),
            "ExponentialLR" => epoch => Math.Pow(0.9, epoch),
            "CosineAnnealingLR" => epoch => (1 + Math.Cos(Math.PI * epoch / 10)) / 2,
            _ => epoch => 1 / (1.0 + epoch),
        };
        var share = new InverseShareSchedule(scheduled.Groups, 0.5);
        var rates = new StepRateSchedule(scheduled.Groups, 3, innerFactor: 2, outerFactor: 0.5, learningRateFactor: 0.25);
        for (var epoch = 0; epoch < 10; epoch++)
        {
            foreach (var (group, start) in scheduled.Groups.Zip(new[] { ScheduledOptimizer.First, ScheduledOptimizer.Second }))
            {
                AssertNear(
                    new UpdateRates(
                        start.LearningRate * factor(epoch) * Math.Pow(0.25, epoch / 3),
                        start.InnerLearningRate * Math.Pow(2, epoch / 3),
                        start.OuterLearningRate * factor(epoch) * Math.Pow(0.5, epoch / 3),
                        1 - Math.Pow(0.5, epoch + 1)),
                    group.CurrentRates);
            }
            scheduler.step();
            share.Step();
            rates.Step();
        }
    }

    [TestMethod]
    public void Step_ThenAStepOfTheOptimizer_IsTakenAtTheNewRates()
    {
        using var parameter = new Parameter(tensor(new[] { 2.0 }));
        using var optimizer = new MultiplicativeOptimizer([parameter], new MultiplicativeUpdateOptions
        {
            Direction = DirectionKind.Sgd,
            Rule = UpdateRuleKind.Hybrid,
            LearningRate = 0.1,
            InnerLearningRate = 1,
            OuterLearningRate = 0.2,
        });
        var share = new ExponentialShareSchedule(optimizer.Groups, 0.25);
        var inner = new ExponentialRateSchedule(optimizer.Groups, innerFactor: 3);
        var theta = 2.0;
        for (var epoch = 0; epoch < 4; epoch++)
        {
            Peers.PeerRun.SetGradient(parameter, 0.5);
            optimizer.step();
            var gamma = Math.Pow(0.25, epoch + 1);
            theta -= gamma * Math.Abs(theta) * Math.Tanh(Math.Pow(3, epoch) * 0.5) * 0.2 + (1 - gamma) * 0.1 * 0.5;
            Assert.AreEqual(theta, parameter.item<double>(), 1e-14);
            share.Step();
            inner.Step();
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Epoch_SetAfterTheOptimizerWasLoaded_GoesOn(string name)
    {
        using var straight = new ScheduledOptimizer();
        var expected = straight.Run(Create(name, straight.Groups), 8);
        using var first = new ScheduledOptimizer();
        Create(name, first.Groups).Epoch = 4;
        using var stream = new MemoryStream();
        first.Optimizer.Save(stream);
        stream.Position = 0;
        using var second = new ScheduledOptimizer();
        var schedule = Create(name, second.Groups);
        second.Optimizer.Load(stream);
        Assert.AreEqual(expected[4], (second.Groups[0].Rates, second.Groups[1].Rates));
        for (schedule.Epoch = 4; schedule.Epoch < 7; schedule.Step())
            Assert.AreEqual(expected[schedule.Epoch], (second.Groups[0].Rates, second.Groups[1].Rates));
    }

    [TestMethod]
    public void Step_ScheduleOfOnesOwn_DrivesItsRate()
    {
        using var scheduled = new ScheduledOptimizer();
        var schedule = new Alternating(scheduled.Groups);

        CollectionAssert.AreEqual(new[] { 1.0, 0.5, 1.0, 0.5 }, scheduled.Shares(schedule, 4));
    }

    internal static void AssertNear(UpdateRates expected, UpdateRates actual)
    {
        Assert.AreEqual(expected.LearningRate, actual.LearningRate, 1e-12 * expected.LearningRate);
        Assert.AreEqual(expected.InnerLearningRate, actual.InnerLearningRate, 1e-12 * expected.InnerLearningRate);
        Assert.AreEqual(expected.OuterLearningRate, actual.OuterLearningRate, 1e-12 * expected.OuterLearningRate);
        Assert.AreEqual(expected.MultiplicativeShare, actual.MultiplicativeShare, 1e-12 * expected.MultiplicativeShare);
    }

    private static RateSchedule Create(string name, IEnumerable<UpdateGroup> groups) => name switch
    {
        "exponential" => new ExponentialShareSchedule(groups, 0.9, 3),
        "inverse" => new InverseShareSchedule(groups, 0.1, 3),
        "random" => new RandomShareSchedule(groups, 5),
        "step" => new StepRateSchedule(groups, 3, 0.5, 0.9, 0.1),
        _ => new ExponentialRateSchedule(groups, 0.5, 0.9, 0.1),
    };

    private sealed class Alternating : ShareSchedule
    {
        public Alternating(IEnumerable<UpdateGroup> groups)
            : base(groups) => Epoch = 0;

        protected override double ShareAt(int epoch) => epoch % 2 == 0 ? 1 : 0.5;
    }
}
