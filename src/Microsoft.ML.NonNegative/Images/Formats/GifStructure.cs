using System.Buffers.Binary;

namespace Microsoft.ML.NonNegative;

/// <summary>The blocks of a GIF file (CompuServe, GIF89a specification).</summary>
internal static class GifStructure
{
    private const byte Image = 0x2C, Extension = 0x21, Trailer = 0x3B;

    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("GIF8"u8);

    public static EncodedImageInfo Inspect(ReadOnlySpan<byte> file)
    {
        var walk = new ByteWalk(file);
        if (walk.Take(6)[4..] is not [(byte)'7' or (byte)'9', (byte)'a'])
            throw ImageFault.Damaged("its version is unknown");
        var screen = walk.Take(7);
        var (width, height) = Size(screen);
        PassColorTable(ref walk, screen[4]);
        var hasImage = false;
        while (true)
        {
            switch (walk.Next())
            {
                case Image:
                    var (right, bottom) = PassImage(ref walk);
                    // Decoders widen the screen to the first image.
                    if (!hasImage)
                        (width, height) = (Math.Max(width, right), Math.Max(height, bottom));
                    hasImage = true;
                    break;
                case Extension:
                    walk.Next();
                    PassSubBlocks(ref walk);
                    break;
                case Trailer:
                    return hasImage ? new EncodedImageInfo("GIF", width, height) : throw ImageFault.Damaged("it has no image data");
                default:
                    throw ImageFault.Damaged("it has a block of an unknown kind");
            }
        }
    }

    // Left, top, width, height, flags; a colour table; the least code size and the compressed data.
    private static (int Right, int Bottom) PassImage(scoped ref ByteWalk walk)
    {
        var descriptor = walk.Take(9);
        var ((left, top), (width, height)) = (Size(descriptor), Size(descriptor[4..]));
        if (width == 0 || height == 0)
            throw ImageFault.Damaged("one of its images has no size");
        PassColorTable(ref walk, descriptor[8]);
        if (walk.Next() is 0 or > 11)
            throw ImageFault.Damaged("its least code size is impossible");
        if (PassSubBlocks(ref walk) == 0)
            throw ImageFault.Damaged("one of its images has no data");
        return (left + width, top + height);
    }

    private static void PassColorTable(scoped ref ByteWalk walk, byte flags)
    {
        if ((flags & 0x80) != 0)
            walk.Take(3 << ((flags & 7) + 1));
    }

    private static long PassSubBlocks(scoped ref ByteWalk walk)
    {
        var total = 0L;
        while (walk.Next() is not 0 and var length)
            total += walk.Take(length).Length;
        return total;
    }

    private static (int, int) Size(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));
}
