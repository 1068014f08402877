using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Microsoft.ML.NonNegative;

/// <summary>Examples in a temporary file of one's own; the labels are in memory.</summary>
/// <remarks>
/// The file is written from front to back while the source is filled, then read at any place by any thread. It has no name any more as soon as it is open, or, where the
/// operating system does not know such files (Windows), is deleted by it when it is closed: whatever happens to the process, nothing stays behind.
/// </remarks>
internal class FileSource : StoredSource
{
    private const int BlockBytes = 1 << 20;

    private readonly string _folder;
    private readonly SafeFileHandle _file;
    private readonly byte[] _block;
    private int _filled;
    private long _written;

    /// <param name="layout">How values are kept.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="folder">Where the file is made; must exist.</param>
    /// <exception cref="IOException">No file can be made there.</exception>
    public FileSource(ValueLayout layout, int classes, string folder)
        : base(layout, classes)
    {
        _folder = Path.GetFullPath(folder);
        _block = new byte[Math.Max(BlockBytes, layout.RowBytes)];
        var path = Path.Combine(_folder, $"NonNegML-{Guid.NewGuid():N}.cache");
        try
        {
            var options = FileOptions.RandomAccess | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, options);
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _file?.Dispose();
            throw new IOException($"The cache file of the training data cannot be made in '{_folder}': {e.Message} Set CacheFolder to a folder that exists and may be written to.", e);
        }
    }

    /// <inheritdoc/>
    public override void Load(Example example, Span<float> values)
    {
        var offset = example.Index * Layout.RowBytes;
        if (!Layout.AreBytes)
        {
            Read(MemoryMarshal.AsBytes(values[..Size]), offset);
            return;
        }
        var row = ArrayPool<byte>.Shared.Rent(Layout.RowBytes);
        var bytes = row.AsSpan(0, Layout.RowBytes);
        Read(bytes, offset);
        Layout.Read(bytes, values);
        ArrayPool<byte>.Shared.Return(row);
    }

    /// <inheritdoc/>
    protected override void Append(long index, ReadOnlySpan<byte> row)
    {
        if (_filled + row.Length > _block.Length)
            Flush();
        row.CopyTo(_block.AsSpan(_filled));
        _filled += row.Length;
    }

    /// <inheritdoc/>
    protected override void Finish() => Flush();

    /// <summary>Writes a part of the file.</summary>
    protected virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> block, long offset) => RandomAccess.Write(file, block, offset);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private void Flush()
    {
        try
        {
            Write(_file, _block.AsSpan(0, _filled), _written);
        }
        catch (IOException e)
        {
            throw new IOException(FormattableString.Invariant($"The cache file of the training data cannot be written to any further: {e.Message} {_written} bytes were written in '{_folder}'. Set CacheFolder to a folder on a disk with more space, or use DataStorage.Stream."), e);
        }
        _written += _filled;
        _filled = 0;
    }

    private void Read(Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
                throw new IOException(FormattableString.Invariant($"The cache file of the training data in '{_folder}' ends at byte {offset}, but {_written} were written: something else changed it."));
            bytes = bytes[read..];
            offset += read;
        }
    }
}
