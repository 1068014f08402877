using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Microsoft.ML.Contracts.Tests.Images;

/// <summary>PNG files of every kind, made of what they are to hold.</summary>
internal static class PngFile
{
    public const byte Gray = 0;
    public const byte Rgb = 2;
    public const byte Palette = 3;
    public const byte GrayAlpha = 4;
    public const byte Rgba = 6;

    /// <summary>A file.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="kind">The colour type.</param>
    /// <param name="depth">Bits a sample.</param>
    /// <param name="rows">The rows, each with the number of its filter in front; of an interlaced image those of all passes.</param>
    /// <param name="palette">The colours of a palette.</param>
    /// <param name="transparency">What a tRNS chunk is to hold.</param>
    /// <param name="interlaced">Whether it is interlaced.</param>
    public static byte[] Create(int width, int height, byte kind, byte depth, byte[] rows, byte[]? palette = null, byte[]? transparency = null, bool interlaced = false)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = depth;
        header[9] = kind;
        header[12] = (byte)(interlaced ? 1 : 0);
        WriteChunk(file, "IHDR", header);
        if (palette is not null)
            WriteChunk(file, "PLTE", palette);
        if (transparency is not null)
            WriteChunk(file, "tRNS", transparency);
        WriteChunk(file, "IDAT", Deflated(rows));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Deflated(byte[] data)
    {
        using var target = new MemoryStream();
        using (var stream = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(data);
        return target.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string name, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(name), .. data];
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(content));
        file.Write(number);
    }

    private static uint Crc32(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
        }

        return ~crc;
    }
}
