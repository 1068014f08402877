using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>Labelled examples of one size, wherever they are.</summary>
internal abstract class ExampleSource : IDisposable
{
    /// <summary>The values of an example.</summary>
    public abstract int Size { get; }

    /// <summary>How many examples each class has.</summary>
    public abstract ImmutableArray<long> ClassCounts { get; }

    /// <summary>The number of examples.</summary>
    public long Count => ClassCounts.Sum();

    /// <summary>Every example once, in the order of the data. Read by one thread.</summary>
    public abstract IEnumerable<Example> InOrder();

    /// <summary>Every example once, in an order that follows from <paramref name="seed"/> alone. Read by one thread.</summary>
    public abstract IEnumerable<Example> Shuffled(int seed);

    /// <summary>Loads the values of an example as the data has them: features as they are, pixels from 0 to 255. Thread-safe.</summary>
    /// <param name="example">Of <see cref="InOrder"/> or <see cref="Shuffled"/>.</param>
    /// <param name="values">Filled; <see cref="Size"/> values.</param>
    public abstract void Load(Example example, Span<float> values);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
