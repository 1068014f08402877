using System.Buffers.Binary;

namespace Microsoft.ML.NonNegative;

/// <summary>The chunks of a WebP file (RFC 9649): lossy, lossless or extended, animations too.</summary>
internal static class WebpStructure
{
    private const uint Lossy = 0x20385056, Lossless = 0x4C385056, Extended = 0x58385056, AnimationFrame = 0x464D4E41;

    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("RIFF"u8) && file.Length >= 12 && file[8..].StartsWith("WEBP"u8);

    public static EncodedImageInfo Inspect(ReadOnlySpan<byte> file)
    {
        var walk = new ByteWalk(file);
        walk.Take(4);
        var riff = new ByteWalk(walk.Take(BinaryPrimitives.ReadUInt32LittleEndian(walk.Take(4))));
        riff.Take(4);
        return NextChunk(ref riff, out var content) switch
        {
            Lossy => LossySize(content),
            Lossless => LosslessSize(content),
            Extended => ExtendedSize(content, ref riff),
            _ => throw ImageFault.Damaged("it does not start with an image or a header"),
        };
    }

    // Kind, length, content, and a byte more where the length is odd.
    private static uint NextChunk(scoped ref ByteWalk walk, out ReadOnlySpan<byte> content)
    {
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(walk.Take(4));
        content = walk.Take(BinaryPrimitives.ReadUInt32LittleEndian(walk.Take(4)));
        if (content.Length % 2 == 1 && !walk.Rest.IsEmpty)
            walk.Take(1);
        return kind;
    }

    // RFC 6386, section 9.1: 3 bytes of flags and length of the first partition, a start code, width and height of 14 bits each.
    private static EncodedImageInfo LossySize(ReadOnlySpan<byte> content)
    {
        if (content.Length < 10 || (content[0] & 1) != 0 || content[3..6] is not [0x9D, 0x01, 0x2A])
            throw ImageFault.Damaged("its image does not start with a key frame");
        if ((content[0] | content[1] << 8 | content[2] << 16) >> 5 > content.Length - 10)
            throw ImageFault.Damaged("its image is shorter than its first partition");
        return Info(BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF);
    }

    // Signature, width - 1 and height - 1 of 14 bits each, a flag, a version of 3 bits.
    private static EncodedImageInfo LosslessSize(ReadOnlySpan<byte> content)
    {
        if (content.Length < 6 || content[0] != 0x2F || content[4] >> 5 != 0)
            throw ImageFault.Damaged("its lossless image has no valid header");
        var sizes = BinaryPrimitives.ReadInt32LittleEndian(content[1..]);
        return Info(1 + (sizes & 0x3FFF), 1 + (sizes >> 14 & 0x3FFF));
    }

    // Flags, and the canvas's width - 1 and height - 1 of 24 bits each; then the image, or frames.
    private static EncodedImageInfo ExtendedSize(ReadOnlySpan<byte> content, scoped ref ByteWalk riff)
    {
        if (content.Length < 10)
            throw ImageFault.Damaged("its header has a wrong length");
        var canvas = Info(1 + UInt24(content[4..]), 1 + UInt24(content[7..]));
        var hasImage = false;
        while (!riff.Rest.IsEmpty)
        {
            var isInPlace = NextChunk(ref riff, out var chunk) switch
            {
                Lossy => LossySize(chunk) == canvas,
                Lossless => LosslessSize(chunk) == canvas,
                AnimationFrame => IsWithin(canvas, chunk),
                _ => (bool?)null,
            };
            if (isInPlace == false)
                throw ImageFault.Damaged("its image and its header disagree on the size");
            hasImage |= isInPlace.HasValue;
        }
        return hasImage ? canvas : throw ImageFault.Damaged("it has no image data");
    }

    // Left / 2, top / 2, width - 1, height - 1, duration, flags, and chunks.
    private static bool IsWithin(EncodedImageInfo canvas, ReadOnlySpan<byte> frame) => frame.Length > 16
        ? 2 * UInt24(frame) + 1 + UInt24(frame[6..]) <= canvas.Width && 2 * UInt24(frame[3..]) + 1 + UInt24(frame[9..]) <= canvas.Height
        : throw ImageFault.Damaged("one of its frames has no data");

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    private static EncodedImageInfo Info(int width, int height) => new("WebP", width, height);
}
