using System.Numerics;

namespace Microsoft.ML.NonNegative;

/// <summary>Some of the examples of a source, one bit each.</summary>
/// <param name="capacity">The number of examples; their indices are below it.</param>
internal sealed class IndexSet(long capacity)
{
    private readonly ulong[] _bits = new ulong[(capacity + 63) / 64];

    /// <summary>The number of indices in the set.</summary>
    public long Count => _bits.Sum(word => (long)BitOperations.PopCount(word));

    /// <summary>Adds an index.</summary>
    public void Add(long index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)index, (ulong)capacity, nameof(index));
        _bits[index >> 6] |= 1UL << (int)(index & 63);
    }

    /// <summary>Whether the index is in the set; also asked for ones beyond all.</summary>
    public bool Contains(long index) => (ulong)index < (ulong)capacity && (_bits[index >> 6] >> (int)(index & 63) & 1) != 0;

    /// <summary>The indices that are not in the set.</summary>
    public IndexSet Complement()
    {
        var others = new IndexSet(capacity);
        for (var i = 0; i < _bits.Length; i++)
            others._bits[i] = ~_bits[i];
        if ((capacity & 63) != 0)
            others._bits[^1] &= (1UL << (int)(capacity & 63)) - 1;
        return others;
    }
}
