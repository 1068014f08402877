namespace Microsoft.ML.NonNegative.Tests.Images;

/// <summary>What the inspection of a file says against it.</summary>
internal static class Refusals
{
    public const string Incomplete = "the file is incomplete";

    public static string Reason(byte[] file, long maxPixels = 1_000_000) => Assert.ThrowsExactly<InvalidDataException>(() => EncodedImage.Inspect(file, maxPixels)).Message;

    /// <summary>A copy with some bytes replaced.</summary>
    public static byte[] With(this byte[] file, int at, params byte[] bytes)
    {
        byte[] copy = [.. file];
        bytes.CopyTo(copy, at);
        return copy;
    }

    /// <summary>Where some bytes are, at or after a position.</summary>
    public static int Find(this byte[] file, ReadOnlySpan<byte> bytes, int from = 0)
    {
        var at = file.AsSpan(from).IndexOf(bytes);
        Assert.IsGreaterThanOrEqualTo(0, at, "The sample has no such bytes.");
        return from + at;
    }
}
