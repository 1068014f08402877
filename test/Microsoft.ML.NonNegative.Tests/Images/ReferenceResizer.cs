namespace Microsoft.ML.NonNegative.Tests.Images;

/// <summary>The resizing in double precision, one output at a time from the whole image: sum over all pixels of w(x, i) w(y, j) p(i, j), with the weights of a triangle as wide as the reduction.</summary>
internal static class ReferenceResizer
{
    /// <summary>One channel's value in pixel (x, y) of the target, whose pixel edges lie at start + x * scale in the source.</summary>
    public static double At(byte[] pixels, int width, int height, int channel, (double Start, double Scale, int Index) x, (double Start, double Scale, int Index) y)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var j = 0; j < height; j++)
        {
            var vertical = Weight(j, y);
            for (var i = 0; vertical > 0 && i < width; i++)
            {
                var weight = vertical * Weight(i, x);
                sum += weight * pixels[4 * (j * width + i) + channel];
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double Weight(int pixel, (double Start, double Scale, int Index) target)
    {
        var centre = target.Start + (target.Index + 0.5) * target.Scale;
        return Math.Max(0, 1 - Math.Abs(pixel + 0.5 - centre) / Math.Max(1, target.Scale));
    }
}
