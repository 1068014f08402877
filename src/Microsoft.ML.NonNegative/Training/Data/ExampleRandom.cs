namespace Microsoft.ML.NonNegative;

/// <summary>Seeds that depend on nothing but what they are for, so that no order of work changes what is drawn.</summary>
internal static class ExampleRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A seed for one example, epoch or batch.</summary>
    /// <param name="seed">Of all of them.</param>
    /// <param name="index">Which one; negative ones are other ones.</param>
    /// <returns>At least 0: <see cref="Random"/> takes a negative seed for its absolute value.</returns>
    public static int Seed(int seed, long index) => (int)(Mix(Mix((uint)seed) ^ (ulong)index) >> 33);

    /// <summary>The output function of SplitMix64 (Steele, Lea, Flood 2014), one step on.</summary>
    public static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
