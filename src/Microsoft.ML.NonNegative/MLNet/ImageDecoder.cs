using System.Buffers;
using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Makes the bytes that a network takes of images in files or in memory. Thread-safe.</summary>
internal static class ImageDecoder
{
    /// <summary>Decodes an image file and prepares the image.</summary>
    /// <param name="file">The whole file. It is looked through before anything is decoded: a few bytes that claim to be a huge image cost nothing.</param>
    /// <param name="preparation">What becomes of the image.</param>
    /// <param name="planes">Filled: as many bytes as the shape of <paramref name="preparation"/> has values.</param>
    /// <exception cref="InvalidDataException">The file cannot be read; the message says why, in a few words.</exception>
    public static void Decode(ReadOnlySpan<byte> file, ImagePreparation preparation, Span<byte> planes)
    {
        var info = EncodedImage.Inspect(file, preparation.MaxPixels);
        using var image = Decode(file, info.Format);
        if (image.Width != info.Width || image.Height != info.Height)
            throw new InvalidDataException(FormattableString.Invariant($"the {info.Format} file says {info.Width} x {info.Height} pixels, but has {image.Width} x {image.Height}"));
        Prepare(image, preparation, planes);
    }

    /// <summary>Prepares an image in memory.</summary>
    /// <param name="image">Not disposed. Null is an image that could not be loaded.</param>
    /// <param name="preparation">What becomes of the image.</param>
    /// <param name="planes">Filled: as many bytes as the shape of <paramref name="preparation"/> has values.</param>
    /// <exception cref="InvalidDataException">There is no image, or it has too many pixels; the message says so in a few words.</exception>
    public static void Prepare(MLImage? image, ImagePreparation preparation, Span<byte> planes)
    {
        if (image is null)
            throw new InvalidDataException("there is no image");
        var (width, height) = (image.Width, image.Height);
        if ((long)width * height > preparation.MaxPixels)
            throw new InvalidDataException(FormattableString.Invariant($"the image has {width} x {height} pixels, more than the limit of {preparation.MaxPixels}"));
        var pixels = image.Pixels;
        if (pixels.Length != 4L * width * height)
            throw new InvalidDataException(FormattableString.Invariant($"the image of {width} x {height} pixels has {pixels.Length} bytes instead of {4L * width * height}"));
        var order = image.PixelFormat switch
        {
            MLPixelFormat.Rgba32 => PixelOrder.Rgba,
            MLPixelFormat.Bgra32 => PixelOrder.Bgra,
            var other => throw new InvalidDataException($"the image's pixels are {other}"),
        };
        preparation.Prepare(pixels, width, height, order, planes);
    }

    private static MLImage Decode(ReadOnlySpan<byte> file, string format)
    {
        var copy = ArrayPool<byte>.Shared.Rent(file.Length);
        try
        {
            file.CopyTo(copy);
            return MLImage.CreateFromStream(new MemoryStream(copy, 0, file.Length, writable: false));
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw new InvalidDataException($"the {format} file cannot be decoded", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    // Decoders fail in many ways on a damaged file. A decoder that is not installed, or no memory, is no fault of the file.
    private static bool IsOfTheFile(Exception e) => e is not (OutOfMemoryException or TypeLoadException or TypeInitializationException or BadImageFormatException);
}
