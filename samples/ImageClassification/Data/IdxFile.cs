using System.Buffers.Binary;
using System.IO.Compression;

namespace NonNegML.Samples.ImageClassification;

/// <summary>One IDX file of unsigned bytes: big-endian magic number (0, 0, 8, dimensions), the sizes as 32-bit integers, then the data.</summary>
/// <remarks>Compression is told by the first two bytes, not by the name. No more is allocated than the file's length can fill.</remarks>
internal sealed class IdxFile
{
    /// <summary>The most bytes of data that are accepted: 512 MiB, eleven times MNIST's training images.</summary>
    public const int MostBytes = 1 << 29;

    // Deflate packs at most 1,032 bytes into one (zlib's technical details, maximum compression factor).
    private const long MostPacked = 1032;

    private IdxFile(string path, int[] sizes, byte[] data) => (Path, Sizes, Data) = (path, sizes, data);

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <summary>The size of each dimension, the number of entries first; each at least 1.</summary>
    public int[] Sizes { get; }

    /// <summary>As many bytes as the product of the sizes, the last dimension running fastest.</summary>
    public byte[] Data { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, compressed by gzip or not.</param>
    /// <param name="dimensions">How many dimensions it must have: 1 for labels, 3 for images.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not what it should be; the message says how, and what to do.</exception>
    public static IdxFile Read(string path, int dimensions)
    {
        using FileStream file = File.OpenRead(path);
        bool zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!zipped)
        {
            return Read(path, dimensions, file, file.Length);
        }

        using var unzipped = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        IdxFile result = Read(path, dimensions, unzipped, file.Length * MostPacked);
        CheckGzipEnd(path, file, HeaderLength(dimensions) + result.Data.Length);
        return result;
    }

    // The unzipping stream checks the data against the CRC, but takes a missing end and bytes behind the end without a word.
    private static void CheckGzipEnd(string path, FileStream file, int length)
    {
        byte[] last = new byte[4];
        file.Seek(-last.Length, SeekOrigin.End);
        file.ReadExactly(last);
        uint stated = BinaryPrimitives.ReadUInt32LittleEndian(last);
        if (stated != length)
        {
            throw Wrong(path, $"a gzip file that is cut short or has further bytes behind its end (it says {stated} unpacked bytes)", $"{length}");
        }
    }

    private static IdxFile Read(string path, int dimensions, Stream stream, long mostBytes)
    {
        byte[] header = new byte[HeaderLength(dimensions)];
        int got = Fill(path, stream, header);
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header), expected = 0x0800u + (uint)dimensions;
        if (got >= 4 && magic != expected)
        {
            throw Wrong(path, $"magic number {magic}", $"{expected} (IDX, unsigned bytes, dimensions: {dimensions})");
        }

        if (got < header.Length)
        {
            throw Wrong(path, $"only {got} bytes", $"at least a header of {header.Length}");
        }

        int[] sizes = ReadSizes(path, header);
        byte[] data = new byte[CheckedLength(path, sizes, mostBytes)];
        got = Fill(path, stream, data);
        if (got < data.Length)
        {
            throw CutShort(path, sizes, $"{got}");
        }

        return Fill(path, stream, new byte[1]) == 0
            ? new IdxFile(path, sizes, data)
            : throw Wrong(path, "further bytes behind the data", $"the end of the file after {Text(sizes)} bytes as its header says");
    }

    private static int[] ReadSizes(string path, ReadOnlySpan<byte> header)
    {
        int[] sizes = new int[(header.Length / 4) - 1];
        for (int i = 0; i < sizes.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header[(4 * (i + 1))..]);
            if (size is 0 or > MostBytes)
            {
                throw Wrong(path, $"size {size} in dimension {i + 1}", $"1 to {MostBytes}");
            }

            sizes[i] = (int)size;
        }

        return sizes;
    }

    // Checked size by size, so that no product can overflow.
    private static int CheckedLength(string path, int[] sizes, long mostBytes)
    {
        long length = 1;
        foreach (int size in sizes)
        {
            length *= size;
            if (length > MostBytes)
            {
                throw Wrong(path, $"the sizes {Text(sizes)}", $"at most {MostBytes} bytes of data");
            }
        }

        return length <= mostBytes ? (int)length : throw CutShort(path, sizes, $"at most {mostBytes}");
    }

    private static int HeaderLength(int dimensions) => 4 + (4 * dimensions);

    private static int Fill(string path, Stream stream, Span<byte> buffer)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw Wrong(path, $"damaged or cut compressed data ({e.Message})", "a whole gzip file", e);
        }
    }

    private static InvalidDataException CutShort(string path, int[] sizes, string got) =>
        Wrong(path, $"{got} bytes of data: the file is cut short", $"{Text(sizes)} bytes as its header says");

    private static InvalidDataException Wrong(string path, string found, string expected, Exception? inner = null) =>
        new($"{path}: found {found}, expected {expected}. Get the file again, or give another folder.", inner);

    private static string Text(int[] sizes) => string.Join('x', sizes);
}
