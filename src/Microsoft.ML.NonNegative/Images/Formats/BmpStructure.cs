using System.Buffers.Binary;

namespace Microsoft.ML.NonNegative;

/// <summary>The headers of a BMP file (Windows bitmap, BITMAPCOREHEADER to BITMAPV5HEADER) and whether its pixels are all there.</summary>
internal static class BmpStructure
{
    private const int FileHeader = 14, CoreHeader = 12;

    public static bool Recognizes(ReadOnlySpan<byte> file) =>
        file.StartsWith("BM"u8) && (file.Length < FileHeader + 4 || BinaryPrimitives.ReadUInt32LittleEndian(file[FileHeader..]) is CoreHeader or 40 or 52 or 56 or 64 or 108 or 124);

    public static EncodedImageInfo Inspect(ReadOnlySpan<byte> file)
    {
        var walk = new ByteWalk(file);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(walk.Take(FileHeader)[10..]);
        var header = walk.Take(BinaryPrimitives.ReadUInt32LittleEndian(new ByteWalk(walk.Rest).Take(4)));
        var isCore = header.Length == CoreHeader;
        var width = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) : (long)BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        // Below 0 where the topmost row comes first.
        var height = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) : Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(header[8..]));
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(header[(isCore ? 10 : 14)..]);
        var compression = isCore ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        if (width < 0 || height > int.MaxValue)
            throw ImageFault.Damaged("its size is impossible");
        if (bits is not (1 or 4 or 8 or 16 or 24 or 32))
            throw ImageFault.Damaged($"no BMP has {bits} bits a pixel");
        if (offset < FileHeader + header.Length)
            throw ImageFault.Damaged("its pixels lie within its header");
        if (offset > file.Length)
            throw ImageFault.Incomplete();
        var info = new EncodedImageInfo("BMP", (int)width, (int)height);
        CheckPixels(file[(int)offset..], info, bits, compression, isCore ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(header[20..]));
        return info;
    }

    // Rows are filled up to 4 bytes. A product of two 31-bit sizes and a depth would overflow: divided instead.
    private static void CheckPixels(ReadOnlySpan<byte> pixels, EncodedImageInfo info, int bits, uint compression, uint compressedLength)
    {
        switch (compression, bits)
        {
            case (0, _) or (3 or 6, 16 or 32):
                var row = ((long)info.Width * bits + 31) / 32 * 4;
                if (info.Height > 0 && row > pixels.Length / info.Height)
                    throw ImageFault.Incomplete();
                break;
            case (1, 8) or (2, 4):
                if (pixels.IsEmpty || compressedLength > pixels.Length)
                    throw ImageFault.Incomplete();
                break;
            default:
                throw ImageFault.Unsupported($"BMP of compression {compression} with {bits} bits a pixel");
        }
    }
}
