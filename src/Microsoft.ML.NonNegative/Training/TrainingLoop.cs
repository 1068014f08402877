using System.Diagnostics;
using Microsoft.ML.MultiplicativeUpdates;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Trains a network on images in memory: shuffled mini-batches, cross-entropy, one update rule.</summary>
/// <param name="data">The images; not disposed.</param>
/// <param name="random">Gives the order of the images.</param>
/// <param name="report">Is told of every step.</param>
/// <param name="checkCancellation">Throws when training is to stop; asked before every step.</param>
internal sealed class TrainingLoop(LabeledImages data, Random random, Action<TrainingProgress> report, Action checkCancellation)
{
    /// <summary>Trains the network in place, and leaves it in evaluation mode.</summary>
    /// <param name="network">Maps [batch, size] to scores before softmax.</param>
    /// <param name="settings">How. Images that are left at the end of an epoch and too few for a step are part of the step before.</param>
    /// <exception cref="InvalidOperationException">Steps would take fewer images than the network needs; or the loss is no longer a number.</exception>
    public TrainingHistory Run(nn.Module<Tensor, Tensor> network, TrainingSettings settings)
    {
        network.eval();
        if (settings.Epochs == 0)
            return TrainingHistory.None;
        CheckBatchSize(settings);
        using var optimizer = new MultiplicativeOptimizer(network.parameters(), settings.Update);
        var order = new long[data.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var batchSize = Math.Min(settings.BatchSize, order.Length);
        var rest = order.Length % batchSize;
        var stepsPerEpoch = order.Length / batchSize + (rest > 0 && rest >= settings.MinBatchSize ? 1 : 0);
        var steps = (long)stepsPerEpoch * settings.Epochs;
        var history = new List<EpochResult>();
        var watch = Stopwatch.StartNew();
        long images = 0;
        network.train();

        for (var epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            random.Shuffle(order);
            var tally = new EpochTally();
            for (var step = 0; step < stepsPerEpoch; step++)
            {
                checkCancellation();
                var positions = step == stepsPerEpoch - 1 ? order.AsSpan(step * batchSize) : order.AsSpan(step * batchSize, batchSize);
                var done = (long)(epoch - 1) * stepsPerEpoch + step;
                SetLearningRates(optimizer, settings.Schedule.Factor(done, steps));
                tally.Add(Step(network, optimizer, positions), positions.Length);
                images += positions.Length;
                if (!double.IsFinite(tally.Loss))
                    throw new InvalidOperationException($"The loss became {tally.Loss} in epoch {epoch}, step {step + 1} of {stepsPerEpoch}: training diverged. Use smaller learning rates.");
                var seconds = watch.Elapsed.TotalSeconds;
                report(new TrainingProgress(settings.Phase, epoch, settings.Epochs, step + 1, stepsPerEpoch, tally.Loss, tally.Accuracy,
                    images / seconds, TimeSpan.FromSeconds(seconds * (steps - done - 1) / (done + 1))));
            }
            history.Add(new EpochResult(settings.Phase, epoch, tally.Loss, tally.Accuracy, images / watch.Elapsed.TotalSeconds));
        }
        network.zero_grad();
        network.eval();
        return new TrainingHistory([.. history], watch.Elapsed, images);
    }

    private void CheckBatchSize(TrainingSettings settings)
    {
        if (Math.Min(settings.BatchSize, data.Count) < settings.MinBatchSize)
            throw new InvalidOperationException($"The network normalises over the images of a step, so that each step needs at least {settings.MinBatchSize}, but the batch size is {settings.BatchSize} and the training data has {data.Count} images. Set BatchSize to at least {settings.MinBatchSize}, give more data, or choose an architecture without batch normalisation.");
    }

    private (double Loss, long Correct) Step(nn.Module<Tensor, Tensor> network, MultiplicativeOptimizer optimizer, ReadOnlySpan<long> positions)
    {
        using var scope = NewDisposeScope();
        using var withGradients = enable_grad();
        var (features, labels) = data.Rows(positions);
        optimizer.zero_grad();
        var scores = network.call(features);
        var loss = nn.functional.cross_entropy(scores, labels);
        loss.backward();
        optimizer.step();
        using var withoutGradients = no_grad();
        return (loss.item<float>(), scores.argmax(1).eq(labels).sum().item<long>());
    }

    private static void SetLearningRates(MultiplicativeOptimizer optimizer, double factor)
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = group.InitialLearningRate * factor;
    }

    private struct EpochTally
    {
        private double _loss;
        private long _correct;
        private long _images;

        public readonly double Loss => _loss / _images;

        public readonly double Accuracy => (double)_correct / _images;

        public void Add((double Loss, long Correct) step, int images)
        {
            _loss += step.Loss * images;
            _correct += step.Correct;
            _images += images;
        }
    }
}
