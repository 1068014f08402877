using System.Security.Cryptography;

namespace Microsoft.ML.NonNegative;

/// <summary>The binary form of a model: a header with length and SHA-256, then the content.</summary>
/// <remarks>Nothing is believed before the checksum was verified, and nothing is allocated on the word of the file alone.</remarks>
internal static class ModelFile
{
    private const uint Magic = 0x4D4E4E4E; // "NNNM"
    private const ushort OldestVersion = 1;
    private const long MaxLength = 1L << 30;
    private const int ChunkSize = 1 << 20;

    /// <summary>The version that is written. All from 1 on are read.</summary>
    public const ushort Version = 3;

    /// <summary>Writes a model and its column names.</summary>
    public static void Write(BinaryWriter writer, ImageModel model, ModelColumns columns)
    {
        var size = model.Network.StoredParameters.Sum(parameter => parameter.numel() * sizeof(float));
        if (size > MaxLength - ChunkSize)
            throw new InvalidOperationException($"The network's parameters take {size} bytes; models of up to {MaxLength - ChunkSize} bytes can be saved.");
        using var content = new MemoryStream();
        using (var contentWriter = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true))
            ModelContent.Write(contentWriter, model, columns);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(content.Length);
        writer.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
        writer.Write(content.GetBuffer(), 0, (int)content.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The data is damaged, incomplete, of a later version, or no model at all.</exception>
    public static (ImageModel Model, ModelColumns Columns) Read(BinaryReader reader)
    {
        try
        {
            if (reader.ReadUInt32() is var magic && magic != Magic)
                throw new InvalidDataException($"Not a NonNegML model: it starts with 0x{magic:X8} instead of 0x{Magic:X8}.");
            var version = reader.ReadUInt16();
            if (version is < OldestVersion or > Version)
                throw new InvalidDataException($"The model has format version {version}; this version of NonNegML reads versions {OldestVersion} to {Version}. Load it with the version that wrote it, or a later one.");
            var length = reader.ReadInt64();
            if (length is < 0 or > MaxLength)
                throw new InvalidDataException($"The model declares {length} bytes of content; at most {MaxLength} are accepted.");
            var checksum = reader.ReadBytes(SHA256.HashSizeInBytes);
            using var content = ReadContent(reader, length);
            if (!checksum.AsSpan().SequenceEqual(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)length))))
                throw new InvalidDataException("The model's content does not match its SHA-256 checksum: the file is damaged. Copy it again from its source.");
            using var contentReader = new BinaryReader(content);
            return ReadContent(contentReader, version);
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or FormatException or OverflowException or InvalidOperationException or NotSupportedException)
        {
            throw new InvalidDataException($"The model is damaged or incomplete: {e.Message}", e);
        }
    }

    // Of a string's length that is none, .NET says so by an IOException; here nothing comes from a disk any more.
    private static (ImageModel Model, ModelColumns Columns) ReadContent(BinaryReader reader, int version)
    {
        try
        {
            return ModelContent.Read(reader, version);
        }
        catch (IOException e) when (e is not EndOfStreamException)
        {
            throw new InvalidDataException($"The model is damaged: {e.Message}", e);
        }
    }

    private static MemoryStream ReadContent(BinaryReader reader, long length)
    {
        var content = new MemoryStream();
        while (content.Length < length)
        {
            var chunk = reader.ReadBytes((int)Math.Min(ChunkSize, length - content.Length));
            if (chunk.Length == 0)
                throw new InvalidDataException($"The model ends after {content.Length} of {length} bytes: the file is incomplete. Copy it again from its source.");
            content.Write(chunk);
        }
        content.Position = 0;
        return content;
    }
}
