namespace NonNegML.Samples.Charts;

/// <summary>A line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Its name in the legend; empty for none.</param>
/// <param name="Points">Its points, in order; the line is broken where one is not finite.</param>
public sealed record LineSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>The ends of the error band at each point, or null for no band; the band is broken where an end is not a number.</summary>
    public IReadOnlyList<ErrorBand>? Band { get; init; }

    /// <summary>A color as SVG has it, or null for the next of the palette.</summary>
    public string? Color { get; init; }

    /// <summary>Whether the line is dashed.</summary>
    public bool IsDashed { get; init; }
}

/// <summary>The ends of an error band at one point.</summary>
public readonly record struct ErrorBand(double Lower, double Upper);
