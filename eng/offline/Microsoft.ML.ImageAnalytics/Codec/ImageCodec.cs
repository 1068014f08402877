namespace Microsoft.ML.Data;

/// <summary>PNG and JPEG files in memory, read and written.</summary>
internal static unsafe class ImageCodec
{
    /// <summary>The image in a file; null where there is none that can be read. Rows that the file no longer has stay zero.</summary>
    public static Bitmap? Read(ReadOnlySpan<byte> file)
    {
        fixed (byte* data = file)
        {
            if (NativeMethods.nni_probe(data, (nuint)file.Length, out var header) == 0)
                return null;
            var bytes = new byte[header.Width * header.Height * 4];
            fixed (byte* pixels = bytes)
            {
                if (NativeMethods.nni_read(data, (nuint)file.Length, header, pixels) == NativeMethods.Outcome.Failed)
                    return null;
            }

            return new Bitmap(header.Width, header.Height, MLPixelFormat.Bgra32, header.HasAlpha != 0, bytes);
        }
    }

    /// <summary>The file of an image; null where it cannot be made.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">That of a JPEG, from 1 to 100; 0 for a PNG.</param>
    public static byte[]? Write(Bitmap image, int quality)
    {
        fixed (byte* bytes = image.Bytes)
        {
            var pixels = new NativeMethods.Pixels
            {
                Bytes = bytes,
                Width = image.Width,
                Height = image.Height,
                RedFirst = image.Format == MLPixelFormat.Rgba32 ? 1 : 0,
                HasAlpha = image.HasAlpha ? 1 : 0,
            };
            if (NativeMethods.nni_write(pixels, quality, out var output) == 0)
                return null;
            try
            {
                return new ReadOnlySpan<byte>(output.Bytes, checked((int)output.Length)).ToArray();
            }
            finally
            {
                NativeMethods.nni_free(output.Bytes);
            }
        }
    }
}
