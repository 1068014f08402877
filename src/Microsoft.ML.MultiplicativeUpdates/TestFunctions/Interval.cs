namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The closed interval [<paramref name="Lower"/>, <paramref name="Upper"/>] in which one coordinate of a <see cref="TestFunction"/> is searched.</summary>
/// <param name="Lower">The lower end, finite, less than <paramref name="Upper"/>.</param>
/// <param name="Upper">The upper end, finite.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>Upper - Lower.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether a value lies in the interval, its ends included.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>The value at a share of the way from <see cref="Lower"/> (0) to <see cref="Upper"/> (1).</summary>
    public double At(double share) => Lower + share * Width;
}
