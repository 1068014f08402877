using System.Buffers.Binary;

namespace Microsoft.ML.NonNegative;

/// <summary>The segments of a JPEG file (ITU-T T.81, annex B): Huffman-coded, baseline, extended or progressive, of 8 bits a sample.</summary>
internal static class JpegStructure
{
    // A file of many tiny progressive scans costs a whole pass over the image for each of them.
    private const int MaximumScans = 500;
    private const int MaximumComponents = 4;
    private const byte Filler = 0xFF, StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA;

    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith([Filler, StartOfImage]);

    public static EncodedImageInfo Inspect(ReadOnlySpan<byte> file)
    {
        var walk = new ByteWalk(file);
        walk.Take(2);
        ReadOnlySpan<byte> frame = default;
        var scans = 0;
        while (true)
        {
            var marker = NextMarker(ref walk);
            switch (marker)
            {
                case EndOfImage when scans == 0:
                    throw ImageFault.Damaged("it has no image data");
                case EndOfImage:
                    return new EncodedImageInfo("JPEG", BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]));
                case 0xC0 or 0xC1 or 0xC2:
                    if (!frame.IsEmpty)
                        throw ImageFault.Damaged("it has two frame headers");
                    frame = Frame(Segment(ref walk));
                    break;
                case >= 0xC3 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                    throw ImageFault.Unsupported($"JPEG of process {marker - 0xC0} (lossless, hierarchical or arithmetic)");
                case StartOfScan:
                    CheckScan(Segment(ref walk), frame);
                    if (++scans > MaximumScans)
                        throw ImageFault.Damaged("it has more than 500 scans");
                    PassScan(ref walk);
                    break;
                case 0x01 or (>= 0xD0 and <= 0xD7):
                    break;
                // Tables, lines, restart interval, applications' data, comment.
                case 0xC4 or 0xCC or 0xDB or 0xDC or 0xDD or (>= 0xE0 and <= 0xEF) or 0xFE:
                    Segment(ref walk);
                    break;
                default:
                    throw ImageFault.Damaged(FormattableString.Invariant($"it has an unknown marker FF{marker:X2}"));
            }
        }
    }

    // Zeros between segments, which some cameras write, are passed over as decoders do.
    private static byte NextMarker(scoped ref ByteWalk walk)
    {
        byte value;
        do
            value = walk.Next();
        while (value == 0);
        if (value != Filler)
            throw ImageFault.Damaged("a segment does not start with a marker");
        while (value == Filler)
            value = walk.Next();
        return value;
    }

    private static ReadOnlySpan<byte> Segment(scoped ref ByteWalk walk)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(walk.Take(2));
        return length >= 2 ? walk.Take(length - 2) : throw ImageFault.Damaged("a segment has no length");
    }

    // Bits a sample, height, width, count of components, and for each its identifier, sampling factors and quantization table.
    private static ReadOnlySpan<byte> Frame(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment.Length != 6 + 3 * segment[5])
            throw ImageFault.Damaged("its frame header has a wrong length");
        if (segment[0] != 8)
            throw ImageFault.Unsupported($"JPEG of {segment[0]} bits a sample");
        if (segment[5] is 0 or > MaximumComponents)
            throw ImageFault.Unsupported($"JPEG of {segment[5]} colour components");
        for (var i = 6; i < segment.Length; i += 3)
            if ((segment[i + 1] >> 4) is 0 or > 4 || (segment[i + 1] & 15) is 0 or > 4)
                throw ImageFault.Damaged("its frame header has impossible sampling factors");
        return segment;
    }

    // Count of components, for each its identifier and tables, and three bytes more.
    private static void CheckScan(ReadOnlySpan<byte> segment, ReadOnlySpan<byte> frame)
    {
        if (frame.IsEmpty)
            throw ImageFault.Damaged("its image data come before a frame header");
        if (segment.IsEmpty || segment.Length != 4 + 2 * segment[0] || segment[0] is 0 or > MaximumComponents)
            throw ImageFault.Damaged("a scan header has a wrong length");
        for (var i = 1; i <= 2 * segment[0]; i += 2)
            if (!HasComponent(frame, segment[i]))
                throw ImageFault.Damaged("a scan is of a component that the frame does not have");
    }

    private static bool HasComponent(ReadOnlySpan<byte> frame, byte component)
    {
        for (var i = 6; i < frame.Length; i += 3)
            if (frame[i] == component)
                return true;
        return false;
    }

    // In coded data FF 00 is a byte FF, FF D0 to FF D7 are restart markers, and further FFs before either are fillers: any other marker is the end.
    private static void PassScan(scoped ref ByteWalk walk)
    {
        var data = walk.Rest;
        var at = 0;
        while (true)
        {
            var next = data[at..].IndexOf(Filler);
            if (next < 0)
                throw ImageFault.Incomplete();
            at += next;
            if (data[at..].IndexOfAnyExcept(Filler) is var fillers && fillers < 0)
                throw ImageFault.Incomplete();
            if (data[at + fillers] is not (0 or (>= 0xD0 and <= 0xD7)))
                break;
            at += fillers + 1;
        }
        if (at == 0)
            throw ImageFault.Damaged("a scan has no data");
        walk.Take(at);
    }
}
