namespace NonNegML.Samples.Charts;

/// <summary>A point in the coordinates of the data, or in pixels within a drawing; x to the right.</summary>
public readonly record struct ChartPoint(double X, double Y)
{
    /// <summary>Whether both coordinates are finite.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);
}
