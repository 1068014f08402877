namespace Microsoft.ML.NonNegative;

/// <summary>A rolling hash of the ids of rows, in their order.</summary>
internal struct RowFingerprint
{
    private ulong _hash;

    /// <summary>The hash of the rows so far.</summary>
    public readonly ulong Value => _hash;

    /// <summary>Adds the next row.</summary>
    public void Add(UInt128 id) => _hash = ExampleRandom.Mix(ExampleRandom.Mix(_hash ^ (ulong)id) ^ (ulong)(id >> 64));
}
