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

    /// <summary>Whether all values are whole numbers from 0 to 255, as pixels are, so that a byte holds each.</summary>
    public virtual bool AreBytes => false;

    /// <summary>Every example once, in the order of the data. Read by one thread at a time.</summary>
    public abstract IEnumerable<Example> InOrder();

    /// <summary>Every example once, in an order that follows from <paramref name="seed"/> alone. Read by one thread at a time.</summary>
    public abstract IEnumerable<Example> Shuffled(int seed);

    /// <summary>Whether <see cref="Load"/> needs the payload of an example; else its index is enough, in any order and any number of times.</summary>
    public virtual bool NeedsPayload => false;

    /// <summary>Index and label of every example, in the order of the data, without payloads. Sources that know their labels read no data for it.</summary>
    public virtual IEnumerable<Example> Labels() => InOrder().Select(example => example with { Payload = null });

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

    /// <summary>Frees what the source holds.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
