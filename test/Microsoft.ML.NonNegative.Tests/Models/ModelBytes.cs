using System.IO.Compression;
using System.Security.Cryptography;

namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>Model files taken apart and put together again.</summary>
internal static class ModelBytes
{
    // Magic, version and length, then the checksum.
    public const int LengthStart = sizeof(uint) + sizeof(ushort);
    public const int ChecksumStart = LengthStart + sizeof(long);
    public const int ContentStart = ChecksumStart + SHA256.HashSizeInBytes;

    /// <summary>Makes length and checksum right for the content that there is.</summary>
    public static void Sign(byte[] network)
    {
        BitConverter.TryWriteBytes(network.AsSpan(LengthStart), (long)(network.Length - ContentStart));
        SHA256.HashData(network.AsSpan(ContentStart), network.AsSpan(ChecksumStart, SHA256.HashSizeInBytes));
    }

    /// <summary>The entries of a model file, in their order.</summary>
    public static List<(string Name, byte[] Content)> Unzip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return [.. archive.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }

    /// <summary>A zip of any entries, of one name twice as well.</summary>
    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var result = new MemoryStream();
        using (var archive = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                stream.Write(content);
            }
        return result.ToArray();
    }
}
