using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>An image in memory, of four bytes a pixel; read from a file, or made of pixels.</summary>
public sealed class MLImage : IDisposable
{
    private const int JpegQuality = 100;

    private Bitmap? _bitmap;
    private string? _tag;

    private MLImage(Bitmap bitmap)
    {
        _bitmap = bitmap;
    }

    public MLPixelFormat PixelFormat => Bitmap.Format;

    public byte[] GetBGRPixels => Bitmap.BgrBytes();

    public ReadOnlySpan<byte> Pixels => Bitmap.Bytes;

    public string? Tag
    {
        get
        {
            CheckNotDisposed();
            return _tag;
        }

        set
        {
            CheckNotDisposed();
            _tag = value;
        }
    }

    public int Width => Bitmap.Width;

    public int Height => Bitmap.Height;

    public int BitsPerPixel
    {
        get
        {
            CheckNotDisposed();
            return 32;
        }
    }

    private Bitmap Bitmap
    {
        get
        {
            CheckNotDisposed();
            return _bitmap;
        }
    }

    /// <summary>Reads the file in a stream, from where the stream stands, and closes the stream.</summary>
    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        using var file = new MemoryStream();
        using (imageStream)
            imageStream.CopyTo(file);
        return new MLImage(ImageCodec.Read(file.GetBuffer().AsSpan(0, (int)file.Length))
            ?? throw new ArgumentException("Invalid input stream contents", nameof(imageStream)));
    }

    public static MLImage CreateFromFile(string imagePath)
    {
        ArgumentNullException.ThrowIfNull(imagePath);
        try
        {
            return new MLImage(ImageCodec.Read(File.ReadAllBytes(imagePath)) ?? throw new ArgumentException("Invalid path", nameof(imagePath)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException("Invalid path", nameof(imagePath), exception);
        }
    }

    /// <summary>Copies pixels of which the colours are multiplied by alpha.</summary>
    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32))
            throw new ArgumentException("Unsupported pixel format", nameof(pixelFormat));
        if (width <= 0)
            throw new ArgumentException("Invalid width value.", nameof(width));
        if (height <= 0)
            throw new ArgumentException("Invalid height value.", nameof(height));
        if (imagePixelData.Length != (long)width * height * 4)
            throw new ArgumentException($"Invalid {nameof(imagePixelData)} buffer size.");
        return new MLImage(new Bitmap(width, height, pixelFormat, HasAlpha: true, imagePixelData.ToArray()));
    }

    /// <summary>Writes a PNG or JPEG file, by the extension of the path.</summary>
    public void Save(string imagePath)
    {
        var bitmap = Bitmap;
        ArgumentNullException.ThrowIfNull(imagePath);
        var extension = Path.GetExtension(imagePath);
        var file = extension.ToUpperInvariant() switch
        {
            ".PNG" => ImageCodec.Write(bitmap, quality: 0),
            ".JPG" or ".JPEG" => ImageCodec.Write(bitmap, JpegQuality),
            ".BMP" or ".GIF" or ".ICO" or ".ASTC" or ".AVIF" or ".DNG" or ".HEIF" or ".KTX" or ".PKM" or ".WBMP" or ".WEBP" => null,
            _ => throw new ArgumentException("Path has invalid image file extension.", nameof(imagePath)),
        };
        if (file is null)
            throw new ArgumentException($"Saving image with the format '{extension}' is not supported.", nameof(imagePath));
        File.WriteAllBytes(imagePath, file);
    }

    public void Dispose() => _bitmap = null;

    [MemberNotNull(nameof(_bitmap))]
    private void CheckNotDisposed()
    {
        if (_bitmap is null)
            throw new InvalidOperationException("Object is disposed.");
    }
}
