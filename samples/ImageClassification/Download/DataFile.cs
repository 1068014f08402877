using System.Security.Cryptography;

namespace NonNegML.Samples.ImageClassification;

/// <summary>A file of a published data set, known to the last bit.</summary>
/// <param name="Name">Its name, in the cache as at its source.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, in hexadecimal.</param>
internal sealed record DataFile(string Name, long Bytes, string Sha256)
{
    /// <summary>Whether a folder has this file, complete and undamaged.</summary>
    public bool IsIn(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, Name));
        if (!file.Exists || file.Length != Bytes)
            return false;
        using var stream = file.OpenRead();
        return IsSum(SHA256.HashData(stream));
    }

    /// <summary>Whether this is the file's SHA-256.</summary>
    public bool IsSum(ReadOnlySpan<byte> sum) => Convert.ToHexString(sum).Equals(Sha256, StringComparison.OrdinalIgnoreCase);
}
