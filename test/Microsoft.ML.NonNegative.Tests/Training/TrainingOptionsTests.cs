using Microsoft.ML.MultiplicativeUpdates;
using static Microsoft.ML.NonNegative.Tests.Training.TestLoop;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Training;

/// <summary>What the settings of a phase change about its course.</summary>
[TestClass]
public sealed class TrainingOptionsTests
{
    [TestMethod]
    public void Run_ValidationNoBetter_StopsEarlyWithTheBestWeights()
    {
        using var data = Patches.Source(60);
        using var validation = Wrong(Patches.Rows(200, seed: 2));
        using var network = Network();
        using var state = new TrainingState(TrainingPhase.Signed, network);
        List<List<float>> weights = [];
        var watch = new TestWatch { OnReport = step => Record(step, network, weights) };
        var settings = Settings(TrainingPhase.Signed, 30) with { EarlyStopping = new EarlyStoppingOptions { Patience = 3 } };

        Assert.IsTrue(Run(data, state, settings, watch, validation));

        var losses = state.Epochs.Select(epoch => epoch.Validation!.Value.Loss).ToList();
        var best = losses.IndexOf(losses.Min());
        Assert.IsTrue(state.HasStoppedEarly);
        Assert.HasCount(best + 1 + 3, losses);
        CollectionAssert.AreEqual(weights[best], Weights(network));
        CollectionAssert.AreNotEqual(weights[^1], Weights(network));
    }

    [TestMethod]
    public void Run_WithoutRestoringTheBest_KeepsTheLastWeights()
    {
        using var data = Patches.Source(60);
        using var validation = Wrong(Patches.Rows(200, seed: 2));
        using var network = Network();
        List<List<float>> weights = [];
        var settings = Settings(TrainingPhase.Signed, 30) with { EarlyStopping = new EarlyStoppingOptions { Patience = 3, RestoreBest = false, Metric = ValidationMetric.Accuracy } };
        Run(data, network, settings, new TestWatch { OnReport = step => Record(step, network, weights) }, validation);

        CollectionAssert.AreEqual(weights[^1], Weights(network));
    }

    [TestMethod]
    public void Run_CancelledWithTheBestAskedFor_EndsWithTheBestEpoch()
    {
        using var data = Patches.Source(60);
        using var validation = Wrong(Patches.Rows(200, seed: 2));
        using var network = Network();
        using var state = new TrainingState(TrainingPhase.Signed, network);
        using var cancellation = new CancellationTokenSource();
        List<List<float>> weights = [];
        var watch = new TestWatch
        {
            Cancellation = cancellation.Token,
            OnReport = step =>
            {
                Record(step, network, weights);
                if (step is { Epoch: 8, Step: 1 })
                    cancellation.Cancel();
            },
        };

        Assert.IsFalse(Run(data, state, Settings(TrainingPhase.Signed, 50) with { ReturnsBestOnCancellation = true }, watch, validation));

        var losses = state.Epochs.Select(epoch => epoch.Validation!.Value.Loss).ToList();
        Assert.HasCount(7, losses);
        Assert.AreEqual((8, 1), (watch.Reports[^1].Epoch, watch.Reports[^1].Step));
        CollectionAssert.AreEqual(weights[losses.IndexOf(losses.Min())], Weights(network));
    }

    [TestMethod]
    public void Run_LossExplodes_GoesBackWithHalfTheRates()
    {
        using var data = Patches.Source(100);
        using var network = Network();
        using var state = new TrainingState(TrainingPhase.Signed, network);
        List<float>? good = null;
        var watch = new TestWatch
        {
            OnKeep = (at, _) =>
            {
                if (at is { Epoch: 3, Step: 0, Setbacks: 0 })
                    good = Weights(network);
            },
            OnReport = step =>
            {
                if (step is { Epoch: 3, Step: 2 } && state.Setbacks == 0)
                    Spoil(network);
                if (step is { Epoch: 2, Step: 4 } && state.Setbacks == 0)
                    Assert.AreEqual(1.0, step.LearningRateFactor);
            },
        };
        var settings = Settings(TrainingPhase.Signed, 5) with { OnDivergence = DivergenceAction.GoBack, Schedule = LearningRateSchedule.Constant };

        Assert.IsTrue(Run(data, state, settings, watch));

        Assert.IsNotNull(good);
        Assert.AreEqual(1, state.Setbacks);
        Assert.AreEqual(0.5, watch.Reports[^1].LearningRateFactor);
        StringAssert.Contains(watch.Warnings.Single(), "in epoch 3, step 3 of 4: training diverged. It goes on from epoch 3, step 1, with 0.5 of its learning rates.");
        Assert.IsTrue(Weights(network).All(float.IsFinite));
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5 }, state.Epochs.Select(epoch => epoch.Epoch).ToList());
    }

    [TestMethod]
    public void Run_RateFarTooHighWithEveryStepKept_GoesBackToAStateThatIsGood()
    {
        using var data = Patches.Source(100);
        using var network = Network();
        using var state = new TrainingState(TrainingPhase.Signed, network);
        var update = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Additive, Direction = DirectionKind.Sgd, LearningRate = 20 };
        var watch = new TestWatch();
        var spoilt = 0;
        var settings = Settings(TrainingPhase.Signed, 4, update) with { OnDivergence = DivergenceAction.GoBack, CheckpointSteps = 1, Schedule = LearningRateSchedule.Constant };

        // The step after which weights are bad gives a usual loss: it was computed before.
        Assert.IsTrue(Run(data, state, settings, new TestWatch
        {
            OnKeep = (at, _) =>
            {
                if (at is { Epoch: 2, Step: 1 } && spoilt++ == 0)
                    Spoil(network);
            },
            OnReport = watch.Reports.Add,
        }));

        Assert.AreEqual(1, state.Setbacks);
        Assert.HasCount(4, state.Epochs);
    }

    [TestMethod]
    public void Run_LossExplodesEachTime_GivesUpAfterFiveTimes()
    {
        using var data = Patches.Source(100);
        using var network = Network();
        using var state = new TrainingState(TrainingPhase.Signed, network);
        var watch = new TestWatch { OnReport = _ => Spoil(network) };

        var error = Assert.ThrowsExactly<InvalidOperationException>(() =>
            Run(data, state, Settings(TrainingPhase.Signed, 5) with { OnDivergence = DivergenceAction.GoBack }, watch));

        Assert.HasCount(5, watch.Warnings);
        StringAssert.Contains(error.Message, "It went back 5 times");
    }

    [TestMethod]
    public void Run_Averaging_ValidatesAndKeepsTheAverage()
    {
        using var data = Patches.Source(100);
        using var validation = Patches.Source(100, seed: 2);
        using var plain = Network();
        using var averaged = Network();
        var without = Run(data, plain, Settings(TrainingPhase.Signed, 3), null, validation);
        var with = Run(data, averaged, Settings(TrainingPhase.Signed, 3) with { Averaging = 0.9 }, null, validation);

        // Training itself is the same.
        CollectionAssert.AreEqual(without.Epochs.Select(epoch => epoch.Loss).ToList(), with.Epochs.Select(epoch => epoch.Loss).ToList());
        Assert.AreNotEqual(without.Epochs[0].Validation, with.Epochs[0].Validation);
        CollectionAssert.AreNotEqual(Weights(plain), Weights(averaged));
        var result = Evaluation.Run(averaged, Patches.Inputs(validation), CPU, float32, () => { });
        Assert.AreEqual(with.Epochs[^1].Validation, result);
    }

    [TestMethod]
    public void Run_ThreadsThatPrepare_ChangeNothing()
    {
        using var data = Patches.Source(100);
        var weights = new[] { 0, 1, 3 }.Select(threads =>
        {
            using var network = Network();
            using var state = new TrainingState(TrainingPhase.Signed, network);
            Run(data, state, Settings(TrainingPhase.Signed, 3), threads: threads);
            return Weights(network);
        }).ToList();

        CollectionAssert.AreEqual(weights[0], weights[1]);
        CollectionAssert.AreEqual(weights[0], weights[2]);
    }

    [TestMethod]
    public void Run_ProjectedRule_NeverLeavesAWeightBelowZero()
    {
        using var data = Patches.Source(200);
        using var network = Network();
        network.Clip();
        var state = Run(data, network, Settings(TrainingPhase.Signed, 10, new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Projected, LearningRate = 2e-3 }));

        Assert.IsGreaterThanOrEqualTo(0f, Weights(network).Min());
        Assert.IsLessThan(state.Epochs[0].Loss, state.Epochs[^1].Loss);
    }

    [TestMethod]
    public void Run_ThousandSteps_LeavesNoTensorBehind()
    {
        using var data = Patches.Source(100);
        using var validation = Patches.Source(20, seed: 2);
        using var network = Network();
        var settings = Settings(TrainingPhase.Signed, 250) with { Averaging = 0.99, OnDivergence = DivergenceAction.GoBack, Loss = new TrainingLoss(0.1, [1, 1, 2, 1]) };
        Run(data, network, settings with { Epochs = 1 }, null, validation);
        var before = LiveTensors.Count();
        var watch = new TestWatch();
        Run(data, network, settings, watch, validation);

        Assert.HasCount(1_000, watch.Reports);
        Assert.AreEqual(before, LiveTensors.Now());
    }

    [TestMethod]
    [DataRow("mlp")]
    [DataRow("cnn")]
    public void Run_InBFloat16_LearnsWithSinglePrecisionWeights(string architecture)
    {
        using var data = Patches.Source(200);
        using var signed = Network("sinusoidal", architecture);
        using var state = new TrainingState(TrainingPhase.Signed, signed);
        new TrainingLoop(Patches.Inputs(data), null, CPU, bfloat16, new TestWatch()).Run(state, Settings(TrainingPhase.Signed, 12));
        using var isomorphic = signed.ToNonNegative(SignalRange.Unit);
        var before = Weights(isomorphic);
        using var next = state.Next(isomorphic);
        new TrainingLoop(Patches.Inputs(data), Patches.Inputs(data), CPU, bfloat16, new TestWatch()).Run(next, Settings(TrainingPhase.SignPreserving, 2));

        Assert.IsGreaterThan(0.9, next.Epochs[^1].Validation!.Value.Accuracy);
        Assert.IsTrue(isomorphic.parameters().All(parameter => parameter.dtype == float32));
        CollectionAssert.AreEqual(before.Select(Math.Sign).ToList(), Weights(isomorphic).Select(Math.Sign).ToList());
        CollectionAssert.AreNotEqual(before, Weights(isomorphic));
    }

    private static void Record(TrainingProgress step, SignedNetwork network, List<List<float>> weights)
    {
        if (step.IsEndOfEpoch)
            weights.Add(Weights(network));
    }

    private static void Spoil(SignedNetwork network)
    {
        using var withoutGradients = no_grad();
        network.Layers[^1].Bias![0].fill_(1e30);
    }

    // Every label moved by one class for half of the images: what is learnt makes the loss worse from some epoch on.
    private static MemorySource Wrong(IEnumerable<PatchRow> rows)
    {
        var source = new MemorySource(new ValueLayout(Patches.Size, AreBytes: false), Patches.Classes.Length);
        var i = 0;
        foreach (var row in rows)
            source.Add((Array.IndexOf(Patches.Classes, row.Name) + i++ % 2) % Patches.Classes.Length, row.Features);
        source.Complete();
        return source;
    }
}
