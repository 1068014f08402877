namespace Microsoft.ML.NonNegative;

/// <summary>Why an image file is refused, in words that follow its name.</summary>
internal static class ImageFault
{
    /// <summary>It ends before its image does.</summary>
    public static InvalidDataException Incomplete() => new("the file is incomplete");

    /// <summary>It contradicts its format.</summary>
    public static InvalidDataException Damaged(string what) => new($"the file is damaged: {what}");

    /// <summary>It is of a kind that decoders do not read.</summary>
    public static InvalidDataException Unsupported(string what) => new($"{what} is not supported");
}
