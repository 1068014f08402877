using System.Diagnostics;
using Microsoft.ML.MultiplicativeUpdates;
using TorchSharp;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Trains any network through a stage: shuffled batches, cross-entropy.</summary>
/// <param name="data">The images.</param>
/// <param name="spec">Batch size and augmentation.</param>
/// <param name="random">Gives the order of the images, and how they are moved.</param>
/// <param name="epochDone">Is told after each epoch: which, and its mean loss.</param>
/// <param name="cancellation">Stops between two steps.</param>
internal sealed class Training(TableData data, RunSpec spec, Random random, Action<int, double> epochDone, CancellationToken cancellation)
{
    private const double WarmUp = 0.05;

    private readonly Augmentation? _augmentation = spec.Augmented ? new Augmentation(data.Shape, random) : null;

    /// <summary>How it went.</summary>
    /// <param name="Loss">The mean loss of the last epoch, or null where it diverged or nothing was trained.</param>
    /// <param name="Diverged">Whether the loss became something else than a number; training then stopped.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="Images">How many images it took in.</param>
    internal sealed record Outcome(double? Loss, bool Diverged, double Seconds, long Images)
    {
        /// <summary>Images a second; null where there were none.</summary>
        public double? ImagesPerSecond => Images > 0 ? Images / Seconds : null;
    }

    /// <summary>Trains in place.</summary>
    public Outcome Run(nn.Module<Tensor, Tensor> network, Stage stage)
    {
        using var optimizer = Optimizers.Create(stage, network.parameters());
        var order = new long[data.TrainCount];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var steps = (long)stage.Epochs * ((order.Length - 1) / spec.BatchSize + 1);
        var watch = Stopwatch.StartNew();
        var (step, images, mean) = (0L, 0L, (double?)null);
        network.train();
        for (var epoch = 1; epoch <= stage.Epochs; epoch++)
        {
            random.Shuffle(order);
            using var sum = new LossSum();
            foreach (var batch in order.Chunk(spec.BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                SetRates(optimizer, stage.Schedule, step++, steps);
                Step(network, optimizer, batch, sum);
                images += batch.Length;
            }
            mean = sum.Value / order.Length;
            epochDone(epoch, mean.Value);
            if (!double.IsFinite(mean.Value))
                return new(null, Diverged: true, watch.Elapsed.TotalSeconds, images);
        }
        network.eval();
        return new(mean, Diverged: false, watch.Elapsed.TotalSeconds, images);
    }

    private void Step(nn.Module<Tensor, Tensor> network, MultiplicativeOptimizer optimizer, long[] batch, LossSum sum)
    {
        using var scope = NewDisposeScope();
        var (images, labels) = data.Train(batch, spec.Augmented, _augmentation);
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(network.call(images), labels);
        loss.backward();
        optimizer.step();
        sum.Add(loss, batch.Length);
    }

    private static void SetRates(MultiplicativeOptimizer optimizer, Schedule schedule, long step, long steps)
    {
        if (schedule == Schedule.Constant)
            return;
        var factor = Math.Min(1, (step + 1) / (WarmUp * steps)) * (1 + Math.Cos(Math.PI * step / steps)) / 2;
        foreach (var group in optimizer.Groups)
            group.LearningRate = group.InitialLearningRate * factor;
    }

    /// <summary>Adds losses where they are, so that an accelerator need not be waited for at every step.</summary>
    private sealed class LossSum : IDisposable
    {
        private Tensor? _sum;

        public double Value => _sum?.item<double>() ?? 0;

        public void Add(Tensor loss, int images)
        {
            using var withoutGradients = no_grad();
            _sum ??= zeros(1, float64, loss.device).DetachFromDisposeScope();
            _sum.add_(loss.detach().to(float64), images);
        }

        public void Dispose() => _sum?.Dispose();
    }
}
