namespace Microsoft.ML.NonNegative;

/// <summary>Examples in memory, in chunks: data may be larger than an array can be, and nothing is copied as it grows.</summary>
internal sealed class MemorySource(ValueLayout layout, int classes) : StoredSource(layout, classes)
{
    private const int ChunkBytes = 1 << 24;

    private readonly List<byte[]> _chunks = [];
    private readonly int _chunkRows = Math.Max(1, ChunkBytes / layout.RowBytes);

    /// <inheritdoc/>
    public override void Load(Example example, Span<float> values) => Layout.Read(Row(example.Index), values);

    /// <inheritdoc/>
    protected override void Append(long index, ReadOnlySpan<byte> row)
    {
        if (index % _chunkRows == 0)
            _chunks.Add(GC.AllocateUninitializedArray<byte>(_chunkRows * Layout.RowBytes));
        row.CopyTo(Row(index));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _chunks.Clear();
        base.Dispose(disposing);
    }

    private Span<byte> Row(long index) => _chunks[(int)(index / _chunkRows)].AsSpan((int)(index % _chunkRows) * Layout.RowBytes, Layout.RowBytes);
}
