using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace NonNegML.Samples.UpdateRules;

/// <summary>One training: constant rates, cross-entropy, shuffled batches. Everything random comes from the run's seed.</summary>
/// <remarks>Of one seed, every rule starts at the same weights and sees the same images in the same order. Runs may go on side by side, each on a thread of its own.</remarks>
internal sealed class TrainingRun
{
    /// <summary>The pieces of training that a learning curve has points for; fewer where there are fewer steps.</summary>
    public const int CurvePoints = 30;

    private const int EvaluationBatch = 1000;

    private readonly RunSpec _spec;
    private readonly Method _method;
    private readonly StudyData _data;
    private readonly CancellationToken _cancellation;

    private TrainingRun(RunSpec spec, Method method, StudyData data, CancellationToken cancellation) => (_spec, _method, _data, _cancellation) = (spec, method, data, cancellation);

    /// <summary>Trains and evaluates.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RunResult Do(RunSpec spec, Method method, StudyData data, CancellationToken cancellation) => new TrainingRun(spec, method, data, cancellation).Do();

    private RunResult Do()
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(_spec.Seed);
        using var network = SmallNetwork.Create(_data.Height, _data.Width, _data.Classes);
        SmallNetwork.Initialize(network, _spec.InitializationScale, random);
        using var signs = new SignWatch(network);
        using var optimizer = _method.Create(network.parameters(), _spec.Rates);
        var order = Enumerable.Range(0, _spec.TrainImages).Select(i => (long)i).ToArray();
        var curve = new LearningCurve(CurvePoints, _spec.Epochs * order.Chunk(_spec.BatchSize).Count());
        var accuracies = new List<double>();

        for (var epoch = 0; epoch < _spec.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var batch in order.Chunk(_spec.BatchSize))
            {
                _cancellation.ThrowIfCancellationRequested();
                var loss = Step(network, optimizer, batch);
                if (!double.IsFinite(loss))
                    return new RunResult(1.0 / _data.Classes, null, Diverged: true, accuracies, curve.Points, signs.Changed(), watch.Elapsed.TotalSeconds);
                curve.Add(loss);
            }
            accuracies.Add(Evaluate(network).Accuracy);
        }
        var (accuracy, evaluationLoss) = Evaluate(network);
        return new RunResult(accuracy, double.IsFinite(evaluationLoss) ? evaluationLoss : null, Diverged: false, accuracies, curve.Points, signs.Changed(), watch.Elapsed.TotalSeconds);
    }

    private double Step(nn.Module<Tensor, Tensor> network, optim.Optimizer optimizer, long[] positions)
    {
        using var scope = NewDisposeScope();
        var (images, labels) = _data.TrainRows(positions);
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(network.call(images), labels);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    private (double Accuracy, double Loss) Evaluate(nn.Module<Tensor, Tensor> network)
    {
        using var quiet = no_grad();
        var (right, loss) = (0L, 0.0);
        for (var first = 0; first < _spec.EvaluationImages; first += EvaluationBatch)
        {
            _cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(EvaluationBatch, _spec.EvaluationImages - first);
            var (images, labels) = _data.EvaluationRows(_spec, first, count);
            var scores = network.call(images);
            right += scores.argmax(1).eq(labels).sum().item<long>();
            loss += count * (double)nn.functional.cross_entropy(scores, labels).item<float>();
        }
        return ((double)right / _spec.EvaluationImages, loss / _spec.EvaluationImages);
    }
}
