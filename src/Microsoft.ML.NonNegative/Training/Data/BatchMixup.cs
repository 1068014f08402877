namespace Microsoft.ML.NonNegative;

/// <summary>Mixes the examples of a batch in pairs by <see cref="Mixup"/>: partners are a random permutation of the batch, shares are drawn for each example.</summary>
/// <param name="alpha">Above 0.</param>
internal sealed class BatchMixup(double alpha)
{
    /// <summary>Mixes in place: example i becomes Shares[i] * own + (1 - Shares[i]) * partner.</summary>
    /// <param name="features">One example after the other.</param>
    /// <param name="size">The values of an example.</param>
    /// <param name="labels">Of the examples; unchanged.</param>
    /// <param name="random">Where partners and shares come from.</param>
    /// <returns>The labels of the partners, and how much of each example is its own.</returns>
    public (long[] PartnerLabels, float[] Shares) Apply(Span<float> features, int size, long[] labels, Random random)
    {
        var partners = new int[labels.Length];
        for (var i = 0; i < partners.Length; i++)
            partners[i] = i;
        random.Shuffle(partners);
        var shares = new float[labels.Length];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = (float)Mixup.DrawShare(alpha, random);
        MixCycles(features, size, partners, shares);
        return ([.. partners.Select(partner => labels[partner])], shares);
    }

    // Along each cycle of the permutation, an example is mixed before its partner is; the last one's partner is the first one, put aside before it was mixed.
    private static void MixCycles(Span<float> features, int size, int[] partners, float[] shares)
    {
        var first = new float[size];
        var mixed = new bool[partners.Length];
        for (var start = 0; start < partners.Length; start++)
        {
            if (mixed[start])
                continue;
            features.Slice(start * size, size).CopyTo(first);
            for (var i = start; !mixed[i]; i = partners[i])
            {
                mixed[i] = true;
                var partner = partners[i] == start ? first : features.Slice(partners[i] * size, size);
                Mixup.Mix(features.Slice(i * size, size), partner, shares[i]);
            }
        }
    }
}
