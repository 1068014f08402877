using System.Text;

namespace Microsoft.ML.NonNegative;

/// <summary>Looks at an encoded image before it is decoded: its format, its size, and whether it is complete. Nothing of the file is believed.</summary>
internal static class EncodedImage
{
    /// <summary>Checks an image file's structure from its first to its last byte without decoding it: JPEG, PNG, GIF, BMP or WebP. Bytes after the image's end are not looked at.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="maxPixels">The most pixels (width times height) to accept.</param>
    /// <exception cref="InvalidDataException">It is no image of a known format, has no size or too large a one, is damaged or incomplete; the message is the reason, in a few words.</exception>
    public static EncodedImageInfo Inspect(ReadOnlySpan<byte> file, long maxPixels)
    {
        if (file.IsEmpty)
            throw new InvalidDataException("the file is empty");
        var info =
            JpegStructure.Recognizes(file) ? JpegStructure.Inspect(file)
            : PngStructure.Recognizes(file) ? PngStructure.Inspect(file)
            : GifStructure.Recognizes(file) ? GifStructure.Inspect(file)
            : BmpStructure.Recognizes(file) ? BmpStructure.Inspect(file)
            : WebpStructure.Recognizes(file) ? WebpStructure.Inspect(file)
            : throw new InvalidDataException($"starts with {Start(file)}, no known image format");

        if (info.Width < 1 || info.Height < 1)
            throw new InvalidDataException(FormattableString.Invariant($"the image has no size ({info.Width} x {info.Height} pixels)"));
        if ((long)info.Width * info.Height > maxPixels)
            throw new InvalidDataException(FormattableString.Invariant($"the image has {info.Width} x {info.Height} pixels, more than the limit of {maxPixels}"));
        return info;
    }

    // As text where it is text.
    private static string Start(ReadOnlySpan<byte> file)
    {
        var printable = file[..Math.Min(12, file.Length)];
        if (printable.IndexOfAnyExceptInRange((byte)' ', (byte)'~') is >= 0 and var end)
            printable = printable[..end];
        return printable.Length >= Math.Min(4, file.Length)
            ? $"'{Encoding.ASCII.GetString(printable)}'"
            : $"the bytes {BitConverter.ToString(file[..Math.Min(4, file.Length)].ToArray()).Replace('-', ' ')}";
    }
}
