using Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Schedules;

[TestClass]
public sealed class StepRateScheduleTests
{
    [TestMethod]
    public void Step_EveryThreeEpochs_MultipliesEachRateByItsFactor()
    {
        using var scheduled = new ScheduledOptimizer();
        var rates = scheduled.Run(new StepRateSchedule(scheduled.Groups, 3, 2, 0.5, 0.25), 8);

        for (var epoch = 0; epoch < 8; epoch++)
        {
            var (inner, outer, eta) = (Math.Pow(2, epoch / 3), Math.Pow(0.5, epoch / 3), Math.Pow(0.25, epoch / 3));
            Assert.AreEqual(new UpdateRates(0.1 * eta, 2 * inner, 0.2 * outer, 0.3), rates[epoch].First);
            Assert.AreEqual(new UpdateRates(0.01 * eta, 4 * inner, 0.5 * outer, 0.6), rates[epoch].Second);
        }
    }

    [TestMethod]
    public void Step_DefaultFactors_ChangeNothing()
    {
        using var scheduled = new ScheduledOptimizer();
        var schedule = new StepRateSchedule(scheduled.Groups, 1);
        scheduled.Groups[0].Rates = ScheduledOptimizer.Second;
        schedule.Step();

        Assert.AreEqual(ScheduledOptimizer.Second, scheduled.Groups[0].Rates);
        Assert.AreEqual(ScheduledOptimizer.Second, scheduled.Groups[1].Rates);
    }

    [TestMethod]
    public void ExponentialRate_Epochs_AreAStepEach()
    {
        using var scheduled = new ScheduledOptimizer();
        var rates = scheduled.Run(new ExponentialRateSchedule(scheduled.Groups, 2, 0.5, 0.25), 4);

        for (var epoch = 0; epoch < 4; epoch++)
            Assert.AreEqual(new UpdateRates(0.1 * Math.Pow(0.25, epoch), 2 * Math.Pow(2, epoch), 0.2 * Math.Pow(0.5, epoch), 0.3), rates[epoch].First);
    }

    [TestMethod]
    public void Step_RateThatTheRuleCannotWorkWith_ThrowsAndStaysInItsEpoch()
    {
        using var scheduled = new ScheduledOptimizer();
        var schedule = new ExponentialRateSchedule(scheduled.Groups, innerFactor: 1e300);
        schedule.Step();

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(schedule.Step);
        Assert.AreEqual(1, schedule.Epoch);
        Assert.AreEqual(2e300, scheduled.Groups[0].Rates.InnerLearningRate);
    }

    [TestMethod]
    public void Constructor_NumberOutOfRange_SaysWhich()
    {
        using var scheduled = new ScheduledOptimizer();
        Assert.AreEqual("epochs", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new StepRateSchedule(scheduled.Groups, 0)).ParamName);
        foreach (var factor in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            PeerOptimizerTests.AssertRange("innerFactor", factor, "It must be greater than 0 and finite.", () => new StepRateSchedule(scheduled.Groups, 1, innerFactor: factor));
            PeerOptimizerTests.AssertRange("outerFactor", factor, "It must be greater than 0 and finite.", () => new StepRateSchedule(scheduled.Groups, 1, outerFactor: factor));
            PeerOptimizerTests.AssertRange("learningRateFactor", factor, "It must be greater than 0 and finite.", () => new ExponentialRateSchedule(scheduled.Groups, learningRateFactor: factor));
        }
    }
}
