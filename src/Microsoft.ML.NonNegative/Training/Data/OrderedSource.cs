using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>Some examples of a source that can be loaded by their index, in an order of one's own.</summary>
/// <param name="source">Stored, or a part of what is stored.</param>
/// <param name="order">Its examples; none twice.</param>
/// <param name="owned">Whether the source is disposed with this one.</param>
internal sealed class OrderedSource(ExampleSource source, Example[] order, bool owned) : ExampleSource
{
    /// <inheritdoc/>
    public override int Size => source.Size;

    /// <inheritdoc/>
    public override bool AreBytes => source.AreBytes;

    /// <inheritdoc/>
    public override bool NeedsPayload => source.NeedsPayload;

    /// <inheritdoc/>
    public override ImmutableArray<long> ClassCounts { get; } = Counts(source, order);

    /// <summary>The examples in the order that this source was made with.</summary>
    public override IEnumerable<Example> InOrder() => order;

    /// <inheritdoc/>
    public override IEnumerable<Example> Shuffled(int seed)
    {
        var shuffled = order.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    /// <inheritdoc/>
    public override IEnumerable<Example> Labels() => order;

    /// <inheritdoc/>
    public override void Load(Example example, Span<float> values) => source.Load(example, values);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && owned)
            source.Dispose();
        base.Dispose(disposing);
    }

    private static ImmutableArray<long> Counts(ExampleSource source, Example[] order)
    {
        var counts = new long[source.ClassCounts.Length];
        foreach (var example in order)
            counts[example.Label]++;
        return [.. counts];
    }
}
