namespace NonNegML.Samples.ImageClassification;

/// <summary>A square grey picture that strokes of light are drawn on; where they overlap, the brighter one shows.</summary>
internal sealed class Canvas(int size)
{
    private readonly double[] _light = new double[size * size];

    /// <summary>Draws a straight stroke with round ends and soft edges; what lies outside the picture is cut off.</summary>
    /// <param name="from">One end, in pixels; the picture's corner is (0, 0), the middle of its first pixel (0.5, 0.5).</param>
    /// <param name="to">The other end.</param>
    /// <param name="radius">Half the thickness, in pixels.</param>
    /// <param name="light">Brightness in [0, 1].</param>
    public void Stroke((double X, double Y) from, (double X, double Y) to, double radius, double light)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, reach = radius + .5;
        double lengthSquared = Math.Max((dx * dx) + (dy * dy), 1e-6);
        (int left, int right) = Range(from.X, to.X, reach);
        (int top, int bottom) = Range(from.Y, to.Y, reach);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                double px = x + .5 - from.X, py = y + .5 - from.Y;
                double along = Math.Clamp(((px * dx) + (py * dy)) / lengthSquared, 0, 1);
                double ex = px - (along * dx), ey = py - (along * dy);
                double cover = Math.Clamp(reach - Math.Sqrt((ex * ex) + (ey * ey)), 0, 1);
                ref double pixel = ref _light[(y * size) + x];
                pixel = Math.Max(pixel, cover * light);
            }
        }
    }

    /// <summary>The picture plus noise of the given deviation, cut to [0, 1], as bytes 0..255 row by row.</summary>
    public void Write(Span<byte> pixels, SmallRandom random, double noise)
    {
        for (int i = 0; i < _light.Length; i++)
        {
            pixels[i] = (byte)((Math.Clamp(_light[i] + (noise * random.Bell()), 0, 1) * 255) + .5);
        }
    }

    // The pixels from..to (exclusive) that a stroke between two coordinates can touch.
    private (int From, int To) Range(double a, double b, double reach) =>
        ((int)Math.Clamp(Math.Min(a, b) - reach, 0, size), (int)Math.Clamp(Math.Max(a, b) + reach + 1, 0, size));
}
