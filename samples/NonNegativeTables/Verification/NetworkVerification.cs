using System.Diagnostics;
using Microsoft.ML.MultiplicativeUpdates;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageClassification;
using TorchSharp;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>One network: trained for a moment, rewritten, and run through in the split form in single and in double precision.</summary>
/// <param name="train">The images to train on.</param>
/// <param name="test">The images to check with.</param>
/// <param name="cancellation">Stops between two batches.</param>
internal sealed class NetworkVerification(LabeledImages train, LabeledImages test, CancellationToken cancellation)
{
    private const int TrainingBatch = 128;
    private const int CheckBatch = 100;
    private const int CalibrationImages = 1_024;
    private const double LearningRate = 1e-3;

    /// <summary>Both reports.</summary>
    /// <param name="network">What to check.</param>
    public VerificationResult Run(VerifiedNetwork network)
    {
        var watch = Stopwatch.StartNew();
        var description = network.Architecture.Describe(new ImageShape(1, train.Height, train.Width), train.ClassNames.Count, network.Activation);
        using var signed = SignedNetwork.Create(description, network.Seed);
        if (network.TrainingImages > 0)
            Train(signed, network);
        signed.eval();
        var (single, accuracy) = Check(signed, float32);
        using var wide = signed.Copy();
        wide.to(float64);
        wide.eval();
        var (exact, _) = Check(wide, float64);
        return new VerificationResult(network with { TrainingImages = Math.Min(network.TrainingImages, train.Count) }, description.ParameterCount, accuracy, single, exact, watch.Elapsed);
    }

    private void Train(SignedNetwork network, VerifiedNetwork settings)
    {
        var random = new Random(settings.Seed);
        using (var batch = Images(train, 0, Math.Min(train.Count, CalibrationImages), float32))
            NetworkInitialization.MatchMoments(network, batch);
        using var optimizer = new MultiplicativeOptimizer(network.parameters(), new() { Rule = UpdateRuleKind.Additive, LearningRate = LearningRate });
        var order = Enumerable.Range(0, train.Count).ToArray();
        random.Shuffle(order);
        network.train();
        foreach (var positions in order.Take(settings.TrainingImages).Chunk(TrainingBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var images = tensor(positions.SelectMany(i => train.Image(i).ToArray()).ToArray(), [positions.Length, train.PixelsPerImage], float32);
            var labels = tensor(positions.Select(i => (long)train.Labels[i]).ToArray(), int64);
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.call(images), labels).backward();
            optimizer.step();
        }
        network.Calibrate(Batches(train.Take(CalibrationImages), float32), cancellation);
    }

    private (EquivalenceReport Report, double Accuracy) Check(SignedNetwork network, ScalarType type)
    {
        using var isomorphic = network.ToNonNegative(SignalRange.Unit);
        var report = EquivalenceCheck.Run(isomorphic, Batches(test, type), network, cancellation);
        return (report, type == float32 ? Accuracy(isomorphic) : double.NaN);
    }

    private double Accuracy(NonNegativeNetwork network)
    {
        using var withoutGradients = no_grad();
        var right = 0;
        var first = 0;
        foreach (var batch in Batches(test, float32))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var predicted = network.forward(batch).argmax(1);
            foreach (var label in predicted.data<long>())
                right += label == test.Labels[first++] ? 1 : 0;
        }
        return (double)right / test.Count;
    }

    private static IEnumerable<Tensor> Batches(LabeledImages images, ScalarType type)
    {
        for (var first = 0; first < images.Count; first += CheckBatch)
        {
            using var batch = Images(images, first, Math.Min(CheckBatch, images.Count - first), type);
            yield return batch;
        }
    }

    private static Tensor Images(LabeledImages images, int first, int count, ScalarType type) =>
        tensor(images.Pixels.Slice(first * images.PixelsPerImage, count * images.PixelsPerImage).ToArray(), [count, images.PixelsPerImage], type);
}
