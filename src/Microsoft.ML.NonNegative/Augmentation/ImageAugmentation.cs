namespace Microsoft.ML.NonNegative;

/// <summary>Applies <see cref="AugmentationOptions"/> to one image. Thread-safe: what is drawn comes from the given random numbers only.</summary>
internal sealed class ImageAugmentation(AugmentationOptions options, ImageShape shape)
{
    /// <summary>Changes an image in place.</summary>
    /// <param name="image">Channel after channel, row after row; values from 0 to 1, and so they stay.</param>
    /// <param name="random">The same seed gives the same image.</param>
    public void Apply(Span<float> image, Random random) => throw new NotImplementedException($"{options} {shape} {random} {image.Length}");
}
