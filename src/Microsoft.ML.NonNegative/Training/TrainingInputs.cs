using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>Examples on their way into a network: loaded, scaled, augmented where they are trained on, normalised; in batches that are prepared ahead.</summary>
/// <param name="source">The examples; not disposed.</param>
/// <param name="scaling">How features become inputs.</param>
/// <param name="threads">The threads that prepare batches; 0 for the one that asks.</param>
internal sealed class TrainingInputs(ExampleSource source, InputScaling scaling, int threads)
{
    // As many as are prepared at once wait at most: the fewest that bridge a batch that takes longer.
    private const int BatchesAhead = 2;

    private readonly BufferPool _pool = new();
    private TimeSpan _waited;

    /// <summary>How single images are changed while they are trained on, or null.</summary>
    public ImageAugmentation? Augmentation { get; init; }

    /// <summary>Alpha of mixup, or 0.</summary>
    public double MixupAlpha { get; init; }

    /// <summary>The number of examples.</summary>
    public long Count { get; } = source.Count;

    /// <summary>The values of an example.</summary>
    public int Size => source.Size;

    /// <summary>How many examples each class has.</summary>
    public ImmutableArray<long> ClassCounts => source.ClassCounts;

    /// <summary>The time that the receiver of batches waited for them, of all that were begun.</summary>
    public TimeSpan Waited => _waited;

    /// <summary>The batches of an epoch: all examples in random order, augmented. Each is freed when the next one is asked for.</summary>
    /// <param name="seed">The same one gives the same batches, whatever the number of threads.</param>
    /// <param name="plan">The sizes of the batches.</param>
    /// <param name="firstStep">The first batch to prepare; those before it are passed over.</param>
    /// <param name="cancellationToken">Stops the threads.</param>
    public IEnumerable<Batch> Epoch(int seed, BatchPlan plan, int firstStep, CancellationToken cancellationToken) =>
        Load(source.Shuffled(seed), plan, firstStep, seed, isTraining: true, cancellationToken);

    /// <summary>All examples in the order of the data, not augmented.</summary>
    /// <param name="batchSize">At least 1.</param>
    /// <param name="minBatchSize">Of fewer at the end, they are part of the batch before.</param>
    public IEnumerable<Batch> InOrder(int batchSize, int minBatchSize = 1) => Load(source.InOrder(), new BatchPlan(Count, batchSize, minBatchSize), 0, 0, isTraining: false, CancellationToken.None);

    /// <summary>The same for other examples: scaled and normalised alike, not augmented.</summary>
    public TrainingInputs Of(ExampleSource others) => new(others, scaling, threads);

    private IEnumerable<Batch> Load(IEnumerable<Example> order, BatchPlan plan, int firstStep, int seed, bool isTraining, CancellationToken cancellationToken)
    {
        var augmentation = isTraining ? Augmentation : null;
        var loader = new BatchLoader(source, threads, BatchesAhead, (example, values) =>
        {
            scaling.ToUnit(values);
            augmentation?.Apply(values, new Random(ExampleRandom.Seed(seed, example.Index)));
            scaling.Normalize(values, values.Length);
        }, isTraining ? MixupAlpha : 0, _pool);
        var before = _waited;
        foreach (var batch in loader.Load(order, plan, firstStep, seed, cancellationToken))
        {
            using (batch)
            {
                _waited = before + loader.Waited;
                yield return batch;
            }
        }
    }
}
