namespace Microsoft.ML.NonNegative;

/// <summary>What an image file says about itself.</summary>
/// <param name="Format">JPEG, PNG, GIF, BMP or WebP.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal readonly record struct EncodedImageInfo(string Format, int Width, int Height);
