namespace Microsoft.ML.NonNegative;

/// <summary>The order of the four bytes of a decoded pixel.</summary>
internal enum PixelOrder
{
    /// <summary>Red, green, blue, alpha.</summary>
    Rgba,

    /// <summary>Blue, green, red, alpha.</summary>
    Bgra,
}
