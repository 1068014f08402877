namespace NonNegML.Samples.Charts;

/// <summary>Colors for the values from <paramref name="Minimum"/> to <paramref name="Maximum"/>, in steps.</summary>
/// <param name="Minimum">What lies below has the first color.</param>
/// <param name="Maximum">What lies above is <paramref name="OverColor"/>; greater than <paramref name="Minimum"/>.</param>
/// <param name="Label">What is measured.</param>
/// <param name="Ticks">The values named beside the colors.</param>
/// <param name="OverLabel">What it means to lie above, or empty where nothing does.</param>
public sealed record ColorScale(double Minimum, double Maximum, string Label, IReadOnlyList<AxisTick> Ticks, string OverLabel = "")
{
    /// <summary>From small to large.</summary>
    public IReadOnlyList<string> Colors { get; init; } = Palette.Sequential;

    /// <summary>The color of what lies above, infinity among it.</summary>
    public string OverColor { get; init; } = Palette.Over;

    /// <summary>The number of colors.</summary>
    public int Steps { get; init; } = 16;

    /// <summary>The color of a value.</summary>
    public string ColorOf(double value)
    {
        if (double.IsNaN(value))
            return Palette.Missing;
        if (value > Maximum)
            return OverColor;
        var step = Math.Clamp(Math.Floor((value - Minimum) / (Maximum - Minimum) * Steps), 0, Steps - 1);
        return ColorOfStep((int)step);
    }

    /// <summary>The color of a step, counted from 0.</summary>
    internal string ColorOfStep(int step) => Palette.Blend(Colors, Steps == 1 ? 0 : step / (Steps - 1.0));
}
