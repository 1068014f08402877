namespace Microsoft.ML.NonNegative;

/// <summary>Looks at an encoded image before it is decoded: its format, its size, and whether it is complete. Nothing of the file is believed.</summary>
internal static class EncodedImage
{
    /// <summary>Checks an image file's structure from its first to its last byte without decoding it.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="maxPixels">The most pixels (width times height) to accept.</param>
    /// <exception cref="InvalidDataException">It is no image of a known format, has no size or too large a one, is damaged or incomplete; the message is the reason, in a few words.</exception>
    public static EncodedImageInfo Inspect(ReadOnlySpan<byte> file, long maxPixels) => throw new NotImplementedException();
}

/// <summary>What an image file says about itself.</summary>
internal readonly record struct EncodedImageInfo(string Format, int Width, int Height);
