namespace NonNegML.Samples.ImageClassification;

/// <summary>Where and how a shape is drawn: (x, y) goes to the centre + x * (Xx, Xy) + y * (Yx, Yy).</summary>
internal readonly record struct Placement(double CenterX, double CenterY, double Xx, double Xy, double Yx, double Yy)
{
    /// <summary>A random placement near a centre.</summary>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="x">The centre's mean x.</param>
    /// <param name="y">The centre's mean y.</param>
    /// <param name="move">The centre moves by up to this, each way.</param>
    /// <param name="turn">The turn, up to this in about radians (2 atan(turn / 2)), each way.</param>
    /// <param name="scale">Width and height are each scaled by 1 - scale to 1 + scale.</param>
    public static Placement Random(SmallRandom random, double x, double y, double move, double turn, double scale)
    {
        // (1 - t^2, 2t) / (1 + t^2) is the unit vector turned by 2 atan(t): no sine, whose last bit differs between platforms.
        double t = random.Between(-turn, turn) / 2;
        double cosine = (1 - (t * t)) / (1 + (t * t)), sine = 2 * t / (1 + (t * t));
        double width = random.Between(1 - scale, 1 + scale), height = random.Between(1 - scale, 1 + scale);
        double centerX = x + random.Between(-move, move), centerY = y + random.Between(-move, move);
        return new Placement(centerX, centerY, cosine * width, sine * width, -sine * height, cosine * height);
    }

    /// <summary>Where a point of the shape lies.</summary>
    public (double X, double Y) Apply((double X, double Y) point) =>
        (CenterX + (Xx * point.X) + (Yx * point.Y), CenterY + (Xy * point.X) + (Yy * point.Y));
}
