namespace Microsoft.ML.NonNegative;

/// <summary>Applies <see cref="AugmentationOptions"/> to one image. Thread-safe: what is drawn comes from the given random numbers only.</summary>
/// <remarks>In this order: rotation, crop, flip, brightness, contrast, saturation, cutout. What is off draws nothing; what is drawn depends on the options and the shape, never on the image.</remarks>
internal sealed class ImageAugmentation(AugmentationOptions options, ImageShape shape)
{
    private readonly AugmentationOptions _options = options.Copy();

    /// <summary>Changes an image in place.</summary>
    /// <param name="image">Channel after channel, row after row; values from 0 to 1, and so they stay.</param>
    /// <param name="random">The same seed gives the same image.</param>
    /// <exception cref="ArgumentException">The image has not as many values as the shape.</exception>
    public void Apply(Span<float> image, Random random)
    {
        if (image.Length != shape.Size)
            throw new ArgumentException(FormattableString.Invariant($"An image of shape {shape} has {shape.Size} values, but got {image.Length}."), nameof(image));

        if (_options.MaxRotation > 0)
            ImageGeometry.Rotate(image, shape, Between(-_options.MaxRotation, _options.MaxRotation, random));
        if (_options.CropPadding > 0)
        {
            var down = Shift(random);
            ImageGeometry.Shift(image, shape, down, Shift(random));
        }
        if (_options.FlipHorizontally && random.Next(2) == 1)
            ImageGeometry.Mirror(image, shape);

        if (_options.Brightness > 0)
            ColorJitter.ScaleBrightness(image, Factor(_options.Brightness, random));
        if (_options.Contrast > 0)
            ColorJitter.ScaleContrast(image, shape, Factor(_options.Contrast, random));
        if (_options.Saturation > 0 && shape.Channels == 3)
            ColorJitter.ScaleSaturation(image, Factor(_options.Saturation, random));

        if (_options.CutoutSize > 0)
        {
            var row = random.Next(shape.Height);
            ImageGeometry.CutOut(image, shape, row, random.Next(shape.Width), _options.CutoutSize);
        }
    }

    // Where an image of the old size begins in the padded one, seen from the old one.
    private long Shift(Random random) => random.NextInt64(2L * _options.CropPadding + 1) - _options.CropPadding;

    private static float Factor(double range, Random random) => (float)Between(1 - range, 1 + range, random);

    private static double Between(double low, double high, Random random) => low + (high - low) * random.NextDouble();
}
