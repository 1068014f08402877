using System.Text;

namespace Microsoft.ML.NonNegative;

/// <summary>Looks at an encoded image without decoding it: its format, its size, and whether it is complete. Nothing of the file is believed.</summary>
/// <remarks>
/// It is what the trainer and its models look at before they decode an image. A model gives NaN scores and no label for an image that it cannot read; where the reason is wanted, ask here:
/// the message of the exception has it. Costs one pass over the file at most, and no memory to speak of, also for a few bytes that claim to be a huge image. Thread-safe.
/// </remarks>
/// <example>
/// <code>
/// var prediction = engine.Predict(new Photo { Image = bytes });
/// if (float.IsNaN(prediction.Score[0]))
/// {
///     try
///     {
///         var info = EncodedImage.Inspect(bytes);
///         Console.WriteLine($"looks like a {info.Format} image of {info.Width} x {info.Height} pixels, but cannot be decoded");
///     }
///     catch (InvalidDataException e)
///     {
///         Console.WriteLine(e.Message); // such as: the file is incomplete
///     }
/// }
/// </code>
/// </example>
public static class EncodedImage
{
    /// <summary>Checks an image file's structure from its first to its last byte without decoding it: JPEG, PNG, GIF, BMP or WebP. Bytes after the image's end are not looked at.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="maxPixels">The most pixels (width times height) to accept, at least 1; models have theirs from <see cref="ImageOptions.MaxPixels"/>.</param>
    /// <returns>The format and the size. The pixels themselves may still be damaged in ways that only decoding shows.</returns>
    /// <exception cref="InvalidDataException">It is no image of a known format, has no size or too large a one, is damaged or incomplete; the message is the reason, in a few words.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxPixels"/> is less than 1.</exception>
    public static EncodedImageInfo Inspect(ReadOnlySpan<byte> file, long maxPixels = ImageOptions.DefaultMaxPixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPixels, 1);
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
