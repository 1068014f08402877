using Microsoft.ML.MultiplicativeUpdates;
using static Microsoft.ML.NonNegative.Tests.Training.TestLoop;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Training;

[TestClass]
public sealed class TrainingLoopTests
{
    public static IEnumerable<object[]> Architectures => Activations.All.SelectMany(a => new[] { new object[] { a.Name, "mlp" }, [a.Name, "cnn"] });

    [TestMethod]
    [DynamicData(nameof(Architectures))]
    public void Run_SignedNetwork_LearnsThePatches(string activation, string architecture)
    {
        // The sigmoid is steep, and takes its time through six layers.
        var epochs = (activation, architecture) == ("sigmoid", "cnn") ? 25 : 8;
        using var data = Patches.Source(400);
        using var network = Network(activation, architecture);
        var history = Run(data, network, Settings(TrainingPhase.Signed, epochs, NonNegativeImageClassificationTrainer.Options.DefaultUpdate(Activations.FromName(activation))));

        Assert.HasCount(epochs, history.Epochs);
        Assert.AreEqual(epochs * 400, history.Images);
        Assert.IsLessThan(history.Epochs[0].Loss, history.Epochs[^1].Loss);
        Assert.IsGreaterThan(0.95, history.Epochs[^1].Accuracy);
    }

    [TestMethod]
    [DynamicData(nameof(Architectures))]
    public void Run_NonNegativeNetwork_ChangesWeightsButNoSignAndNoZero(string activation, string architecture)
    {
        using var data = Patches.Source(200);
        using var signed = Network(activation, architecture);
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        var before = TestNetworks.Parameters(network).Select(Values).ToList();
        Run(data, network, Settings(TrainingPhase.SignPreserving, 5, SignPreserving));
        var after = TestNetworks.Parameters(network).Select(Values).ToList();

        for (var p = 0; p < before.Count; p++)
        {
            CollectionAssert.AreEqual(before[p].Select(Math.Sign).ToList(), after[p].Select(Math.Sign).ToList());
            CollectionAssert.AreNotEqual(before[p], after[p]);
        }
        var report = EquivalenceCheck.Run(network, [Patches.Features(200)]);
        Assert.IsTrue(report.IsNonNegative, report.ToString());
    }

    [TestMethod]
    public void Run_NonNegativeNetwork_LearnsFromScratch()
    {
        using var data = Patches.Source(400);
        using var signed = Network();
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        var update = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Multiplicative, OuterLearningRate = 0.05 };
        var history = Run(data, network, Settings(TrainingPhase.SignPreserving, 15, update));

        Assert.IsGreaterThan(0.9, history.Epochs[^1].Accuracy);
    }

    [TestMethod]
    public void Run_SameSeed_GivesTheSameWeightsBitForBit()
    {
        using var data = Patches.Source(100);
        var weights = Enumerable.Range(0, 2).Select(_ =>
        {
            using var network = Network("sinusoidal", "cnn");
            Run(data, network, Settings(TrainingPhase.Signed, 2, HybridAdam));
            return TestNetworks.Parameters(network).SelectMany(Values).ToList();
        }).ToList();

        CollectionAssert.AreEqual(weights[0], weights[1]);
    }

    [TestMethod]
    public void Factor_CosineSchedule_RisesOverFivePercentAndFallsToZero()
    {
        Assert.AreEqual(1.0 / 50, LearningRateSchedule.Cosine.Factor(0, 1000), 1e-15);
        Assert.AreEqual(25.0 / 50 * (1 + Math.Cos(Math.PI * 0.024)) / 2, LearningRateSchedule.Cosine.Factor(24, 1000), 1e-15);
        Assert.AreEqual((1 + Math.Cos(Math.PI * 0.05)) / 2, LearningRateSchedule.Cosine.Factor(50, 1000), 1e-15);
        Assert.AreEqual(1.0, LearningRateSchedule.Cosine.Factor(0, 10));
        Assert.AreEqual(0.5, LearningRateSchedule.Cosine.Factor(5, 10), 1e-15);
        Assert.IsLessThan(0.03, LearningRateSchedule.Cosine.Factor(9, 10));
        Assert.AreEqual(1.0, LearningRateSchedule.Constant.Factor(9, 10));
    }

    [TestMethod]
    public void Run_EveryStep_ReportsWhereItStands()
    {
        using var data = Patches.Source(100);
        using var network = Network();
        var watch = new TestWatch();
        Run(data, network, Settings(TrainingPhase.Signed, 2, HybridAdam), watch);
        var reports = watch.Reports;

        // 100 images in batches of 32: 3 full ones and one of 4.
        Assert.HasCount(8, reports);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 1, 2, 3, 4 }, reports.Select(r => r.Step).ToList());
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 1, 2, 2, 2, 2 }, reports.Select(r => r.Epoch).ToList());
        Assert.IsTrue(reports.All(r => r is { Phase: TrainingPhase.Signed, Steps: 4, Epochs: 2 } && r.ImagesPerSecond > 0 && double.IsFinite(r.Loss)));
        Assert.AreEqual(TimeSpan.Zero, reports[^1].Remaining);
        Assert.IsTrue(reports[3].IsEndOfEpoch);
        Assert.IsFalse(reports[4].IsEndOfEpoch);
    }

    [TestMethod]
    [DataRow(97, 1, 4)]
    [DataRow(97, 2, 3)]
    [DataRow(98, 2, 4)]
    [DataRow(96, 2, 3)]
    [DataRow(33, 2, 1)]
    [DataRow(2, 2, 1)]
    public void Run_TooFewImagesAtTheEnd_ArePartOfTheStepBefore(int count, int minBatchSize, int steps)
    {
        using var data = Patches.Source(count);
        using var network = Network();
        var watch = new TestWatch();
        var history = Run(data, network, Settings(TrainingPhase.Signed, 2, HybridAdam) with { MinBatchSize = minBatchSize }, watch);

        var reports = watch.Reports;
        Assert.HasCount(2 * steps, reports);
        Assert.IsTrue(reports.All(r => r.Steps == steps));
        Assert.AreEqual(2 * count, history.Images);
    }

    [TestMethod]
    [DataRow(40, 1)]
    [DataRow(1, 32)]
    public void Run_BatchesOfOneWhereTwoAreNeeded_ThrowsBeforeTheFirstStep(int count, int batchSize)
    {
        using var data = Patches.Source(count);
        using var network = Network();
        var watch = new TestWatch();
        var settings = Settings(TrainingPhase.Signed, 2, HybridAdam) with { BatchSize = batchSize, MinBatchSize = 2 };

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Run(data, network, settings, watch));

        StringAssert.Contains(error.Message, $"the batch size is {batchSize} and the training data has {count} images. Set BatchSize to at least 2");
        Assert.HasCount(0, watch.Reports);
        Assert.HasCount(0, Run(data, network, settings with { Epochs = 0 }).Epochs);
    }

    [TestMethod]
    public void Run_Cancelled_StopsBeforeTheNextStep()
    {
        using var data = Patches.Source(100);
        using var network = Network();
        using var cancellation = new CancellationTokenSource();
        var steps = 0;
        var watch = new TestWatch
        {
            Cancellation = cancellation.Token,
            OnReport = _ =>
            {
                if (++steps == 3)
                    cancellation.Cancel();
            },
        };

        Assert.ThrowsExactly<OperationCanceledException>(() => Run(data, network, Settings(TrainingPhase.Signed, 100, HybridAdam), watch));
        Assert.AreEqual(3, steps);
    }

    [TestMethod]
    public void Run_LossThatIsNoNumber_StopsWithAnError()
    {
        using var data = Patches.Source(100);
        using var network = Network();
        using (no_grad())
            network.Layers[^1].Bias![0].fill_(float.NaN);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Run(data, network, Settings(TrainingPhase.Signed, 1, HybridAdam)));

        StringAssert.Contains(error.Message, "epoch 1, step 1 of 4");
    }

    [TestMethod]
    [DynamicData(nameof(Architectures))]
    public void Run_ManySteps_LeavesNoTensorBehind(string activation, string architecture)
    {
        using var data = Patches.Source(100);
        using var signed = Network(activation, architecture);
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        Run(data, signed, Settings(TrainingPhase.Signed, 1, HybridAdam));
        Run(data, network, Settings(TrainingPhase.SignPreserving, 1, SignPreserving));
        var before = LiveTensors.Count();
        Run(data, signed, Settings(TrainingPhase.Signed, 5, HybridAdam));
        Run(data, network, Settings(TrainingPhase.SignPreserving, 5, SignPreserving));

        Assert.AreEqual(before, LiveTensors.Now());
    }
}
