using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.NonNegative.Tests.Images;

/// <summary>Builds PNG files chunk by chunk, with right checksums whatever is in them.</summary>
internal static class PngFile
{
    public static byte[] Of(params (string Kind, byte[] Content)[] chunks) => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. chunks.SelectMany(chunk => Chunk(chunk.Kind, chunk.Content))];

    public static (string Kind, byte[] Content) Header(int width, int height, byte depth, byte colorType, byte interlace = 0) =>
        ("IHDR", [.. BigEndian((uint)width), .. BigEndian((uint)height), depth, colorType, 0, 0, interlace]);

    public static byte[] Chunk(string kind, byte[] content)
    {
        byte[] covered = [.. Encoding.ASCII.GetBytes(kind), .. content];
        return [.. BigEndian((uint)content.Length), .. covered, .. BigEndian(Checksum(covered))];
    }

    // Bit by bit, as the remainder of a division of polynomials.
    public static uint Checksum(byte[] bytes)
    {
        var remainder = uint.MaxValue;
        foreach (var value in bytes)
            for (var bit = 0; bit < 8; bit++)
                remainder = ((remainder ^ (uint)(value >> bit)) & 1) != 0 ? (remainder >> 1) ^ 0xEDB88320 : remainder >> 1;
        return ~remainder;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
