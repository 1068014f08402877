using System.Buffers.Binary;

namespace Microsoft.ML.NonNegative;

/// <summary>The chunks of a PNG file (W3C PNG specification, section 5) and their checksums.</summary>
internal static class PngStructure
{
    private const uint Header = 0x49484452, Palette = 0x504C5445, Data = 0x49444154, End = 0x49454E44;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(Signature[..4]);

    public static EncodedImageInfo Inspect(ReadOnlySpan<byte> file)
    {
        var walk = new ByteWalk(file);
        if (!walk.Take(Signature.Length).SequenceEqual(Signature))
            throw ImageFault.Damaged("its signature is changed, as by a transfer as text");
        if (NextChunk(ref walk, out var header) != Header)
            throw ImageFault.Damaged("it does not start with a header");
        var info = CheckHeader(header);
        var (isIndexed, hasPalette, dataLength) = (header[9] == 3, false, 0L);
        while (true)
        {
            switch (NextChunk(ref walk, out var content))
            {
                case Palette:
                    if (content.Length is 0 or > 3 * 256 || content.Length % 3 != 0)
                        throw ImageFault.Damaged("its palette has a wrong length");
                    hasPalette = true;
                    break;
                case Data:
                    if (isIndexed && !hasPalette)
                        throw ImageFault.Damaged("its palette is missing");
                    dataLength += content.Length;
                    break;
                case End:
                    return dataLength > 0 ? info : throw ImageFault.Damaged("it has no image data");
                // The first letter is upper case where a decoder must know the chunk.
                case var other when (other & 0x20000000) == 0:
                    throw ImageFault.Damaged("it has a chunk of an unknown kind");
            }
        }
    }

    // Length, kind, content, checksum of kind and content.
    private static uint NextChunk(scoped ref ByteWalk walk, out ReadOnlySpan<byte> content)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(walk.Take(4));
        var checkedPart = walk.Take(4L + length);
        if (Crc32.Of(checkedPart) != BinaryPrimitives.ReadUInt32BigEndian(walk.Take(4)))
            throw ImageFault.Damaged("a checksum is wrong");
        content = checkedPart[4..];
        return BinaryPrimitives.ReadUInt32BigEndian(checkedPart);
    }

    // Width, height, bit depth, colour type, compression, filter, interlace.
    private static EncodedImageInfo CheckHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13)
            throw ImageFault.Damaged("its header has a wrong length");
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        var isPossible = (ColorType: header[9], Depth: header[8]) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) => true,
            (3, 1 or 2 or 4 or 8) => true,
            (2 or 4 or 6, 8 or 16) => true,
            _ => false,
        };
        if (!isPossible)
            throw ImageFault.Damaged($"no PNG has colour type {header[9]} with {header[8]} bits");
        if (header[10] != 0 || header[11] != 0 || header[12] > 1)
            throw ImageFault.Damaged("its compression, filter or interlace method is unknown");
        return new EncodedImageInfo("PNG", width, height);
    }
}
