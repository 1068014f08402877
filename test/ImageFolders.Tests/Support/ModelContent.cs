using System.IO.Compression;
using System.Security.Cryptography;

namespace ImageFolders.Tests;

/// <summary>Compares model files: their entries, as the archive itself holds times.</summary>
internal static class ModelContent
{
    /// <summary>The checksum of each entry, in the order of their names.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal).Select(entry =>
        {
            using var stream = entry.Open();
            return $"{entry.FullName}: {Convert.ToHexString(SHA256.HashData(stream))}";
        })];
    }

    /// <summary>The checksum of the network alone.</summary>
    public static string NetworkOf(string path) => Of(path).Single(entry => entry.Contains("Network.bin", StringComparison.Ordinal));
}
