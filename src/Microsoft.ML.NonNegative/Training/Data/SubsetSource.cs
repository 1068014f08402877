using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>Those examples of a source whose index is in a set; each keeps its index.</summary>
/// <param name="source">All examples; not disposed.</param>
/// <param name="indices">Those to keep.</param>
internal sealed class SubsetSource(ExampleSource source, IndexSet indices) : ExampleSource
{
    /// <inheritdoc/>
    public override int Size => source.Size;

    /// <inheritdoc/>
    public override bool AreBytes => source.AreBytes;

    /// <inheritdoc/>
    public override bool NeedsPayload => source.NeedsPayload;

    /// <inheritdoc/>
    public override ImmutableArray<long> ClassCounts { get; } = Counts(source, indices);

    /// <inheritdoc/>
    public override IEnumerable<Example> InOrder() => Kept(source.InOrder());

    /// <inheritdoc/>
    public override IEnumerable<Example> Shuffled(int seed) => Kept(source.Shuffled(seed));

    /// <inheritdoc/>
    public override IEnumerable<Example> Labels() => Kept(source.Labels());

    /// <inheritdoc/>
    public override void Load(Example example, Span<float> values) => source.Load(example, values);

    private IEnumerable<Example> Kept(IEnumerable<Example> examples) => examples.Where(example => indices.Contains(example.Index));

    private static ImmutableArray<long> Counts(ExampleSource source, IndexSet indices)
    {
        var counts = new long[source.ClassCounts.Length];
        foreach (var example in source.Labels())
            if (indices.Contains(example.Index))
                counts[example.Label]++;
        return [.. counts];
    }
}
