using System.Numerics;

namespace NonNegML.Samples.ImageClassification;

/// <summary>
/// xoshiro256** 1.0, its state filled by SplitMix64 (D. Blackman and S. Vigna, <i>Scrambled linear pseudorandom number
/// generators</i>, ACM TOMS 47, 2021). Integer arithmetic only: the same seed gives the same numbers on every platform and runtime.
/// </summary>
internal sealed class SmallRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>The generator in a given state, which must not be all zeros.</summary>
    public SmallRandom(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>The generator of one stream (such as one image) of one seed.</summary>
    public SmallRandom(ulong seed, ulong stream)
    {
        ulong state = seed;
        state = SplitMix(ref state) ^ stream;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), by the high bits (the bias, below 2^-32, does not matter here).</summary>
    public int Next(int bound) => (int)((NextBits() >> 32) * (ulong)bound >> 32);

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>), a multiple of 2^-53 of the range.</summary>
    public double Between(double low, double high) => low + ((high - low) * ((NextBits() >> 11) * (1.0 / (1UL << 53))));

    /// <summary>About normal, mean 0, deviation 1: the centred sum of the four 16-bit parts of one draw.</summary>
    public double Bell()
    {
        ulong bits = NextBits();
        long sum = (long)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        return (sum - (2 * 65535)) * (1.7320508075688772 / 65536);
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
