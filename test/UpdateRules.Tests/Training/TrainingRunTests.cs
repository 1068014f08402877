using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Samples.UpdateRules;
using TorchSharp;

namespace UpdateRules.Tests.Training;

[TestClass]
public sealed class TrainingRunTests
{
    [TestMethod]
    [DataRow(UpdateRuleKind.Additive, 3.2e-3)]
    [DataRow(UpdateRuleKind.Hybrid, 3.2e-3)]
    public void Do_AdamOnGeneratedImages_Learns(UpdateRuleKind rule, double eta)
    {
        using var data = SmallData.Read(train: 3000, test: 500);
        var method = new RuleMethod(rule, OptimizerChoice.Adam);

        var result = TrainingRun.Do(SmallData.Spec(data, method, new Rates(eta), epochs: 3), method, data, CancellationToken.None);

        Assert.IsGreaterThan(0.7, result.Accuracy);
        Assert.HasCount(3, result.EpochAccuracies);
        Assert.AreEqual(result.Accuracy, result.EpochAccuracies[^1]);
        Assert.HasCount(TrainingRun.CurvePoints, result.TrainingLosses);
        Assert.IsLessThan(result.TrainingLosses[0], result.TrainingLosses[^1]);
        Assert.IsGreaterThan(0, result.SignChanges);
    }

    [TestMethod]
    [DataRow(UpdateRuleKind.Multiplicative)]
    [DataRow(UpdateRuleKind.Power)]
    [DataRow(UpdateRuleKind.ExponentiatedGradient)]
    public void Do_RuleThatKeepsSigns_ChangesNone(UpdateRuleKind rule)
    {
        using var data = SmallData.Read();
        var method = new RuleMethod(rule, OptimizerChoice.Adam);

        var result = TrainingRun.Do(SmallData.Spec(data, method, new Rates(1e-2, 1, 0.1)), method, data, CancellationToken.None);

        Assert.AreEqual(0, result.SignChanges);
        Assert.IsFalse(result.Diverged);
    }

    [TestMethod]
    public void Do_RatesFarTooLarge_DivergesAndCountsAsChance()
    {
        using var data = SmallData.Read();
        var method = new RuleMethod(UpdateRuleKind.Additive, OptimizerChoice.Sgd);

        var result = TrainingRun.Do(SmallData.Spec(data, method, new Rates(1e20)), method, data, CancellationToken.None);

        Assert.IsTrue(result.Diverged);
        Assert.AreEqual(0.1, result.Accuracy);
        Assert.IsNull(result.Loss);
        Assert.IsTrue(result.TrainingLosses.All(double.IsFinite));
    }

    [TestMethod]
    public void Do_SameRunOnOtherThreads_GivesTheSame()
    {
        using var data = SmallData.Read();
        var method = new RuleMethod(UpdateRuleKind.Hybrid, OptimizerChoice.Adam);
        var spec = SmallData.Spec(data, method, new Rates(1e-3));
        var results = new RunResult[2];

        // Side by side, and after the generator of libtorch, which is everybody's, was set to something else.
        var threads = Enumerable.Range(0, results.Length).Select(i => new Thread(() =>
        {
            torch.set_num_threads(1);
            torch.manual_seed(i);
            results[i] = TrainingRun.Do(spec, method, data, CancellationToken.None);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        CollectionAssert.AreEqual(results[0].TrainingLosses.ToList(), results[1].TrainingLosses.ToList());
        Assert.AreEqual(results[0].Loss, results[1].Loss);
    }

    [TestMethod]
    public void Do_OtherSeed_GivesAnotherRun()
    {
        using var data = SmallData.Read();
        var method = new RuleMethod(UpdateRuleKind.Additive, OptimizerChoice.Adam);

        var results = new[] { 1, 2 }.Select(seed => TrainingRun.Do(SmallData.Spec(data, method, method.Usual, seed), method, data, CancellationToken.None)).ToList();

        Assert.AreNotEqual(results[0].Loss, results[1].Loss);
    }

    [TestMethod]
    public void Do_ThreeTimesAsManySteps_LeavesNoMoreTensorsBehind()
    {
        using var data = SmallData.Read(train: 96, test: 32);
        foreach (var method in PeerMethods.Names.Select(PeerMethods.Get).Prepend(new RuleMethod(UpdateRuleKind.Hybrid, OptimizerChoice.Adam)))
            Assert.AreEqual(Left(method, epochs: 1), Left(method, epochs: 3), $"{method}");

        // TorchSharp counts the tensors that a layer makes its parameters of as living for good: so many a run are left, however long it is.
        long Left(Method method, int epochs)
        {
            var before = LiveTensors();
            TrainingRun.Do(SmallData.Spec(data, method, method.Usual, epochs: epochs), method, data, CancellationToken.None);
            return LiveTensors() - before;
        }
    }

    [TestMethod]
    public void Do_Cancelled_Stops()
    {
        using var data = SmallData.Read(train: 96, test: 32);
        var method = new RuleMethod(UpdateRuleKind.Additive, OptimizerChoice.Adam);

        Assert.ThrowsExactly<OperationCanceledException>(() => TrainingRun.Do(SmallData.Spec(data, method, method.Usual), method, data, new CancellationToken(canceled: true)));
    }

    private static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
