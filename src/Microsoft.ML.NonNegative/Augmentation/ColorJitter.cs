namespace Microsoft.ML.NonNegative;

/// <summary>Changes the colours of an image in place; results outside of [0, 1] become 0 or 1.</summary>
internal static class ColorJitter
{
    /// <summary>v = factor * v</summary>
    public static void ScaleBrightness(Span<float> image, float factor)
    {
        foreach (ref var value in image)
            value = Math.Clamp(value * factor, 0, 1);
    }

    /// <summary>v = g + factor * (v - g), where g is the mean grey of the image: of its luma for three channels, else of all values.</summary>
    public static void ScaleContrast(Span<float> image, ImageShape shape, float factor)
    {
        var grey = MeanGrey(image, shape);
        foreach (ref var value in image)
            value = Away(value, grey, factor);
    }

    /// <summary>v = g + factor * (v - g), where g is the grey of the pixel: 0.299 R + 0.587 G + 0.114 B.</summary>
    /// <param name="image">All red, then all green, then all blue values.</param>
    /// <param name="factor">0 takes all colour out.</param>
    public static void ScaleSaturation(Span<float> image, float factor)
    {
        var plane = image.Length / 3;
        for (var i = 0; i < plane; i++)
        {
            ref var red = ref image[i];
            ref var green = ref image[plane + i];
            ref var blue = ref image[2 * plane + i];
            var grey = Grey(red, green, blue);
            (red, green, blue) = (Away(red, grey, factor), Away(green, grey, factor), Away(blue, grey, factor));
        }
    }

    // A mean of luma is the luma of means.
    private static float MeanGrey(ReadOnlySpan<float> image, ImageShape shape)
    {
        var plane = shape.Height * shape.Width;
        return shape.Channels == 3 ? Grey(Mean(image[..plane]), Mean(image[plane..(2 * plane)]), Mean(image[(2 * plane)..])) : Mean(image);
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return (float)(sum / values.Length);
    }

    private static float Grey(float red, float green, float blue) => 0.299f * red + 0.587f * green + 0.114f * blue;

    private static float Away(float value, float grey, float factor) => Math.Clamp(grey + factor * (value - grey), 0, 1);
}
