namespace Microsoft.ML.NonNegative;

/// <summary>Loads, prepares and mixes the examples of one step. Thread-safe, and the same whichever thread does it and whenever.</summary>
/// <param name="source">Where the values come from.</param>
/// <param name="prepare">Makes of values what the network takes; or null.</param>
/// <param name="mixup">Mixes the examples of a batch; or null.</param>
/// <param name="pool">Gives the buffers.</param>
/// <param name="seed">Of this pass, for mixing.</param>
internal sealed class BatchMaker(ExampleSource source, ExamplePreparation? prepare, BatchMixup? mixup, BufferPool pool, int seed)
{
    /// <summary>Makes a batch.</summary>
    /// <param name="step">Of the plan, from 0.</param>
    /// <param name="examples">In their order.</param>
    /// <param name="checkCancellation">Throws when the batch is not wanted any more; asked before every example.</param>
    public Batch Make(int step, Example[] examples, Action checkCancellation)
    {
        var batch = new Batch(pool, step, examples.Length, source.Size);
        try
        {
            for (var i = 0; i < examples.Length; i++)
            {
                checkCancellation();
                var example = examples[i];
                var values = batch.ValuesOf(i);
                batch.Labels[i] = example.Label;
                source.Load(example, values);
                prepare?.Invoke(example, values);
            }

            // Steps are counted down from -1: examples have the seeds from 0 up.
            if (mixup is not null)
                batch.Mix(mixup, new Random(ExampleRandom.Seed(seed, -1L - step)));
            return batch;
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }
}
