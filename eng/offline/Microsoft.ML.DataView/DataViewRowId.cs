using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>A 128-bit identity of a row, the same whatever the order in which rows are read; new identities are derived by murmur mixing.</summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    private const ulong K1 = 0x87c37b91114253d5;
    private const ulong K2 = 0x4cf5ad432745937f;

    public readonly ulong Low;
    public readonly ulong High;

    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    public int CompareTo(DataViewRowId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    public override bool Equals(object? obj) => obj is DataViewRowId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Low, High);

    public override string ToString() => $"{High:x16}{Low:x16}";

    /// <summary>An identity beside this one.</summary>
    public DataViewRowId Fork() => Mixed(0, BitOperations.RotateLeft(K1, 31) * K2, 0);

    /// <summary>The identity after this one.</summary>
    public DataViewRowId Next() => Mixed(0, 0, 0);

    /// <summary>The identity of a row made from this one and another.</summary>
    public DataViewRowId Combine(DataViewRowId other)
    {
        other = other.Fork();
        return Mixed(BitOperations.RotateLeft(other.Low * K1, 31) * K2, 0, BitOperations.RotateLeft(other.High * K2, 33) * K1);
    }

    // One round of MurmurHash3 x64 128: what goes into each half before, and into the low half after.
    private DataViewRowId Mixed(ulong intoLow, ulong intoResult, ulong intoHigh)
    {
        var low = (BitOperations.RotateLeft(Low ^ intoLow, 27) + High) * 5 + 0x52dce729;
        var high = (BitOperations.RotateLeft(High ^ intoHigh, 31) + low) * 5 + 0x38495ab5;
        return new DataViewRowId(low ^ intoResult, high);
    }
}
