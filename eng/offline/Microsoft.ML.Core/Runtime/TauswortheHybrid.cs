using System.Numerics;

namespace Microsoft.ML.Runtime;

/// <summary>
/// The generator behind <see cref="IHost.Rand"/>: three Tausworthe steps and a linear congruential one (GPU Gems 3, chapter 37), seeded so that a
/// seed gives the numbers that it gives in the real library. As there, NextSingle, NextInt64 and Sample are not overridden: they do not follow the seed.
/// </summary>
internal sealed class TauswortheHybrid : Random
{
    private uint _z1, _z2, _z3, _z4;

    public TauswortheHybrid(uint seed)
    {
        _z1 = seed;
        _z2 = MurmurRound(_z1, _z1);
        _z3 = MurmurRound(_z2, _z1);
        _z4 = MurmurRound(_z3, _z1);
    }

    public TauswortheHybrid(Random source)
    {
        _z1 = Large(source);
        _z2 = Large(source);
        _z3 = Large(source);
        _z4 = Bits(source);
    }

    public static TauswortheHybrid Create(int? seed) => seed is { } value ? new TauswortheHybrid((uint)value) : new TauswortheHybrid(new Random());

    public override double NextDouble() => Step() / 4294967296.0;

    /// <summary>A number in [0, 1) with 23 bits.</summary>
    public float NextUnit() => (Step() >> 9) * (1f / (1 << 23));

    public override int Next() => (int)(Step() is var u && u >= 0x80000000 ? u & 0x7FFFFFFF : u);

    public override int Next(int maxValue)
    {
        Contracts.CheckParam(null, maxValue >= 0, nameof(maxValue), "maxValue must be non-negative");
        return (int)(((ulong)Step() * (ulong)maxValue) >> 32);
    }

    public override int Next(int minValue, int maxValue)
    {
        Contracts.CheckParam(null, minValue <= maxValue, nameof(minValue), "minValue must be less than or equal to maxValue.");
        return (int)((long)(NextDouble() * ((long)maxValue - minValue)) + minValue);
    }

    public override void NextBytes(byte[] buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
            buffer[i] = (byte)Next();
    }

    private uint Step()
    {
        _z1 = Tausworthe(_z1, 13, 19, 12, ~0x1u);
        _z2 = Tausworthe(_z2, 2, 25, 4, ~0x7u);
        _z3 = Tausworthe(_z3, 3, 11, 17, ~0xFu);
        _z4 = 1664525 * _z4 + 1013904223;
        return _z1 ^ _z2 ^ _z3 ^ _z4;
    }

    private static uint Tausworthe(uint z, int s1, int s2, int s3, uint mask) => ((z & mask) << s3) ^ (((z << s1) ^ z) >> s2);

    private static uint MurmurRound(uint hash, uint chunk)
    {
        chunk = BitOperations.RotateLeft(chunk * 0xCC9E2D51, 15) * 0x1B873593;
        return BitOperations.RotateLeft(hash ^ chunk, 13) * 5 + 0xE6546B64;
    }

    private static uint Bits(Random source) => ((uint)source.Next(0x10000) << 16) | (uint)source.Next(0x10000);

    private static uint Large(Random source)
    {
        uint bits;
        do
            bits = Bits(source);
        while (bits < 128);
        return bits;
    }
}
