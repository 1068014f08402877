namespace Microsoft.ML.NonNegative;

/// <summary>Sets examples aside for validation, of each class the same share.</summary>
internal static class StratifiedSplit
{
    /// <summary>Draws the examples to set aside.</summary>
    /// <param name="source">Only labels are read. Its indices are below its number of examples.</param>
    /// <param name="fraction">The share of each class, above 0 and below 1. At least one example of a class is taken and at least one left; of a class with one example, none is taken.</param>
    /// <param name="seed">The same one draws the same examples.</param>
    public static IndexSet Draw(ExampleSource source, double fraction, int seed)
    {
        if (!(fraction is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), FormattableString.Invariant($"The share to set aside must be above 0 and below 1, but is {fraction}."));
        var left = source.ClassCounts.ToArray();
        var wanted = left.Select(count => count < 2 ? 0 : Math.Clamp((long)Math.Round(fraction * count, MidpointRounding.AwayFromZero), 1, count - 1)).ToArray();
        var drawn = new IndexSet(left.Sum());
        var random = new Random(seed);

        // Selection sampling: each set of the wanted size is as likely as any other, in one pass and without a list.
        foreach (var example in source.Labels())
        {
            if (random.NextInt64(left[example.Label]--) >= wanted[example.Label])
                continue;
            wanted[example.Label]--;
            drawn.Add(example.Index);
        }
        return drawn;
    }
}
