namespace Microsoft.ML.NonNegative;

/// <summary>The examples of a step, ready for a network. Dispose it: its buffer is used again.</summary>
internal sealed class Batch : IDisposable
{
    private readonly BufferPool _pool;
    private float[]? _features;

    /// <param name="pool">Where the buffer comes from and goes back to.</param>
    /// <param name="step">Which step of its plan this is, from 0.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="size">The values of each.</param>
    public Batch(BufferPool pool, int step, int count, int size)
    {
        (_pool, Step, Count, Size) = (pool, step, count, size);
        Labels = new long[count];
        _features = pool.Rent(checked(count * size));
    }

    /// <summary>Which step of its plan this is, from 0.</summary>
    public int Step { get; }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>The values of an example.</summary>
    public int Size { get; }

    /// <summary>The first Count * Size are the examples' values, one example after the other; what follows is nothing.</summary>
    /// <exception cref="ObjectDisposedException">The batch was disposed.</exception>
    public float[] Features => _features ?? throw new ObjectDisposedException(nameof(Batch));

    /// <summary>The class of each example.</summary>
    public long[] Labels { get; }

    /// <summary>The class of what each example is mixed with; null without mixup.</summary>
    public long[]? PartnerLabels { get; private set; }

    /// <summary>How much of each example is its own, from 0 to 1; the rest is its partner's. Null without mixup.</summary>
    public float[]? Shares { get; private set; }

    /// <summary>The values of one example.</summary>
    public Span<float> ValuesOf(int example) => Features.AsSpan(example * Size, Size);

    /// <summary>Mixes the examples with each other.</summary>
    public void Mix(BatchMixup mixup, Random random) => (PartnerLabels, Shares) = mixup.Apply(Features.AsSpan(0, Count * Size), Size, Labels, random);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _features, null) is { } features)
            _pool.Return(features);
    }
}
