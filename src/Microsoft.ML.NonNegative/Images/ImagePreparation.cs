namespace Microsoft.ML.NonNegative;

/// <summary>How a decoded image of any size becomes bytes of the network's shape: the same in training and in scoring, hence part of a model.</summary>
/// <param name="Shape">What the network takes: 1 channel (grey, 0.299 R + 0.587 G + 0.114 B) or 3 (red, green, blue).</param>
/// <param name="Resizing">How other shapes are brought to it.</param>
/// <param name="MaxPixels">The most pixels of an image that is decoded.</param>
internal sealed record ImagePreparation(ImageShape Shape, ImageResizing Resizing, long MaxPixels)
{
    /// <summary>Resizes an image and lays it out channel after channel, row after row.</summary>
    /// <param name="pixels">4 bytes a pixel, row after row; alpha is not looked at.</param>
    /// <param name="width">At least 1.</param>
    /// <param name="height">At least 1.</param>
    /// <param name="order">Of a pixel's bytes.</param>
    /// <param name="planes">Filled: <see cref="ImageShape.Size"/> bytes.</param>
    public void Prepare(ReadOnlySpan<byte> pixels, int width, int height, PixelOrder order, Span<byte> planes) => throw new NotImplementedException();
}
