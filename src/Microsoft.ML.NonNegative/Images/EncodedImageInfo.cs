namespace Microsoft.ML.NonNegative;

/// <summary>What an image file says about itself, as <see cref="EncodedImage.Inspect"/> found it.</summary>
/// <param name="Format">JPEG, PNG, GIF, BMP or WebP.</param>
/// <param name="Width">In pixels, as stored: an orientation that a camera noted is not applied.</param>
/// <param name="Height">In pixels, as stored.</param>
public readonly record struct EncodedImageInfo(string Format, int Width, int Height);
