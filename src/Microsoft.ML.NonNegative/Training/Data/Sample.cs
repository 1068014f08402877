namespace Microsoft.ML.NonNegative;

/// <summary>Examples drawn at random, none twice, in random order: what a network is calibrated on.</summary>
internal static class Sample
{
    /// <summary>Draws a sample.</summary>
    /// <param name="source">Not disposed, and needed as long as the sample. One that is streamed is read once, and the drawn examples are kept in memory.</param>
    /// <param name="maxExamples">All are taken where there are no more.</param>
    /// <param name="seed">The same one draws the same examples in the same order, however the source is stored.</param>
    /// <param name="checkCancellation">Throws when nothing is wanted any more; asked before every example that is read.</param>
    /// <returns>The sample: <see cref="ExampleSource.InOrder"/> is its random order. Dispose it before the source.</returns>
    public static ExampleSource Of(ExampleSource source, int maxExamples, int seed, Action? checkCancellation = null)
    {
        var drawn = Draw(source, maxExamples, seed);
        var places = new Dictionary<long, int>(drawn.Length);
        for (var i = 0; i < drawn.Length; i++)
            places.Add(drawn[i], i);
        return source.NeedsPayload ? Materialize(source, places, checkCancellation) : View(source, places);
    }

    private static long[] Draw(ExampleSource source, int maxExamples, int seed)
    {
        var indices = new long[source.Count];
        var next = 0;
        foreach (var example in source.Labels())
            indices[next++] = example.Index;
        new Random(seed).Shuffle(indices);
        return indices.Length <= maxExamples ? indices : indices[..maxExamples];
    }

    private static OrderedSource View(ExampleSource source, Dictionary<long, int> places)
    {
        var order = new Example[places.Count];
        foreach (var example in source.Labels())
            if (places.TryGetValue(example.Index, out var place))
                order[place] = example;
        return new OrderedSource(source, order, owned: false);
    }

    // Kept in the order of the data, as they come; the drawn order is a view of them.
    private static OrderedSource Materialize(ExampleSource source, Dictionary<long, int> places, Action? checkCancellation)
    {
        var order = new Example[places.Count];
        var memory = new MemorySource(new ValueLayout(source.Size, source.AreBytes), source.ClassCounts.Length);
        var values = new float[source.Size];
        var kept = 0;
        foreach (var example in source.InOrder())
        {
            checkCancellation?.Invoke();
            if (!places.TryGetValue(example.Index, out var place))
                continue;
            source.Load(example, values);
            memory.Add(example.Label, values);
            order[place] = new Example(kept++, example.Label);
        }
        memory.Complete();
        return new OrderedSource(memory, order, owned: true);
    }
}
