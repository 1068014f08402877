namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The random numbers of a run: everything comes from its seed, nothing from a generator that runs share.</summary>
/// <remarks>Of one seed, all methods that start alike start at the same weights, and stages of the same kind see the images in the same order.</remarks>
internal static class Seeds
{
    private const int Stride = 16;

    /// <summary>For the initial weights.</summary>
    public static Random Weights(RunSpec spec) => new(Stride * spec.Seed);

    /// <summary>For the order of the images in the first stage.</summary>
    public static Random First(RunSpec spec) => new(Stride * spec.Seed + 1);

    /// <summary>For the order of the images in the second stage.</summary>
    public static Random Then(RunSpec spec) => new(Stride * spec.Seed + 2);
}
