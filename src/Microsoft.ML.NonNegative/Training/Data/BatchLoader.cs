using System.Diagnostics;

namespace Microsoft.ML.NonNegative;

/// <summary>Hands out examples in batches that worker threads prepare ahead. The batches are the same, bit for bit, for any number of workers.</summary>
internal sealed class BatchLoader
{
    private readonly BufferPool _pool;
    private readonly ExampleSource _source;
    private readonly ExamplePreparation? _prepare;
    private readonly BatchMixup? _mixup;
    private readonly int _workers;
    private readonly int _batchesAhead;
    private long _waited;

    /// <param name="source">Where the values come from; not disposed.</param>
    /// <param name="workers">The threads that prepare; 0 prepares each batch when it is asked for, on the thread that asks.</param>
    /// <param name="batchesAhead">The batches that may wait ready. At most <paramref name="workers"/> plus this many are in memory, besides those not disposed yet.</param>
    /// <param name="prepare">Makes of an example's values what the network takes; null leaves them as they are.</param>
    /// <param name="mixupAlpha">Above 0 for mixup, 0 for none.</param>
    /// <param name="pool">Where buffers come from, to be shared by loaders whose passes follow each other; null for one of its own.</param>
    public BatchLoader(ExampleSource source, int workers, int batchesAhead, ExamplePreparation? prepare, double mixupAlpha = 0, BufferPool? pool = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        ArgumentOutOfRangeException.ThrowIfNegative(batchesAhead);
        ArgumentOutOfRangeException.ThrowIfNegative(mixupAlpha);
        (_source, _workers, _batchesAhead, _prepare, _pool) = (source, workers, batchesAhead, prepare, pool ?? new BufferPool());
        _mixup = mixupAlpha > 0 ? new BatchMixup(mixupAlpha) : null;
    }

    /// <summary>How long those who asked for batches waited for them, in all passes. With no workers, all the time that preparing took.</summary>
    public TimeSpan Waited => Stopwatch.GetElapsedTime(0, Volatile.Read(ref _waited));

    /// <summary>One pass over examples. Starts when the first batch is asked for; dispose the enumerator, as foreach does, to end it early: that waits until no worker is left.</summary>
    /// <param name="order">As many as the plan has, of the source. Read to its end, by one thread at a time.</param>
    /// <param name="plan">How they are cut into steps.</param>
    /// <param name="firstStep">The first step to hand out; the examples before it are passed over, not loaded.</param>
    /// <param name="seed">Of this pass: how a batch is mixed follows from this and its step.</param>
    /// <param name="cancellationToken">Ends the pass with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Batches in the order of their steps, each to be disposed before the next is asked for. What a worker throws is thrown, as it is, when its step is asked for.</returns>
    public IEnumerable<Batch> Load(IEnumerable<Example> order, BatchPlan plan, int firstStep, int seed, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstStep);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstStep, plan.Steps);
        return Batches(order, plan, firstStep, new BatchMaker(_source, _prepare, _mixup, _pool, seed), cancellationToken);
    }

    private IEnumerable<Batch> Batches(IEnumerable<Example> order, BatchPlan plan, int firstStep, BatchMaker maker, CancellationToken cancellationToken)
    {
        if (firstStep == plan.Steps)
            yield break;
        using var reader = new OrderReader(order, plan, firstStep);
        using var crew = _workers > 0 ? new BatchCrew(reader, maker, firstStep, plan.Steps, _workers, _workers + _batchesAhead) : null;
        var checkCancellation = cancellationToken.ThrowIfCancellationRequested;
        for (var step = firstStep; step < plan.Steps; step++)
            yield return Timed(crew is not null
                ? () => crew.Take(cancellationToken)
                : () => maker.Make(step, reader.Next(checkCancellation), checkCancellation));
    }

    private Batch Timed(Func<Batch> next)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return next();
        }
        finally
        {
            Interlocked.Add(ref _waited, Stopwatch.GetTimestamp() - start);
        }
    }
}
