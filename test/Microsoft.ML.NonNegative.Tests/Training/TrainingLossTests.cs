using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Training;

[TestClass]
public sealed class TrainingLossTests
{
    private static readonly double[][] Scores = [[2, -1, 0.5], [0, 1, 3], [-2, 0.25, 1]];
    private static readonly int[] Labels = [0, 1, 2];

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.1)]
    [DataRow(0.9)]
    public void Of_Smoothing_IsTheCrossEntropyWithSmoothedLabels(double smoothing)
    {
        AssertLoss(smoothing, []);
        AssertLoss(smoothing, [0.5, 2, 1]);
        AssertLoss(smoothing, [0, 0, 3]);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.2)]
    public void Of_MixedImages_CountsBothLabelsByTheirShares(double smoothing)
    {
        AssertLoss(smoothing, [], mixup: 1);
        AssertLoss(smoothing, [0.5, 2, 1], mixup: 1);
    }

    [TestMethod]
    public void Of_OnlyClassesOfWeightZero_IsZeroWithFiniteGradients()
    {
        using var scope = NewDisposeScope();
        using var batch = Batch(mixup: 0);
        var scores = ScoreTensor();
        var loss = new TrainingLoss(0, [0, 0, 0]).Of(scores, tensor(Labels.Select(label => (long)label).ToArray()), batch);
        loss.backward();

        Assert.AreEqual(0, loss.item<float>());
        Assert.AreEqual(0, scores.grad!.abs().max().item<float>());
    }

    [TestMethod]
    public void Balanced_UnevenCounts_MakesEveryClassCountAlike()
    {
        var weights = TrainingLoss.Balanced([10, 30, 0, 60]);

        Assert.AreEqual(100.0 / (4 * 10), weights[0], 1e-12);
        Assert.AreEqual(weights[0] * 10, weights[1] * 30, 1e-12);
        Assert.AreEqual(weights[0] * 10, weights[3] * 60, 1e-12);
        Assert.AreEqual(0, weights[2]);
    }

    private static void AssertLoss(double smoothing, ImmutableArray<double> weights, double mixup = 0)
    {
        using var scope = NewDisposeScope();
        using var batch = Batch(mixup);
        var actual = new TrainingLoss(smoothing, weights).Of(ScoreTensor(), tensor(Labels.Select(label => (long)label).ToArray()), batch);

        Assert.AreEqual(Reference(smoothing, weights, batch), actual.item<float>(), 1e-6);
    }

    private static double Reference(double smoothing, ImmutableArray<double> weights, Batch batch)
    {
        double loss = 0, total = 0;
        for (var i = 0; i < Labels.Length; i++)
        {
            Add(i, Labels[i], batch.Shares?[i] ?? 1);
            if (batch.PartnerLabels is { } partners)
                Add(i, (int)partners[i], 1 - batch.Shares![i]);
        }
        return loss / total;

        void Add(int row, int label, double share)
        {
            var weight = share * (weights.IsEmpty ? 1 : weights[label]);
            var normalizer = Math.Log(Scores[row].Sum(Math.Exp));
            for (var k = 0; k < 3; k++)
                loss += weight * ((k == label ? 1 - smoothing : 0) + smoothing / 3) * (normalizer - Scores[row][k]);
            total += weight;
        }
    }

    private static Tensor ScoreTensor() => tensor(Scores.SelectMany(row => row).Select(score => (float)score).ToArray(), [3, 3]).requires_grad_();

    private static Batch Batch(double mixup)
    {
        var source = new MemorySource(new ValueLayout(1, AreBytes: false), 3);
        foreach (var label in Labels)
            source.Add(label, [0.5f]);
        source.Complete();
        return new BatchLoader(source, 0, 0, null, mixup).Load(source.InOrder(), new BatchPlan(3, 3, 1), 0, seed: 3, CancellationToken.None).Single();
    }
}
