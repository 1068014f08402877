namespace NonNegML.Samples.Charts;

/// <summary>One plot of a <see cref="ContourChart"/>: a field as contours, lines and marked points over it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Field">The field; it spans the plot.</param>
/// <param name="Levels">Where contours run.</param>
public sealed record ContourPanel(string Title, ScalarField Field, IReadOnlyList<double> Levels)
{
    /// <summary>Lines over the contours; lines of the same name and color share an entry of the legend.</summary>
    public IReadOnlyList<Trajectory> Trajectories { get; init; } = [];

    /// <summary>Where they begin, as a circle, or null.</summary>
    public ChartPoint? Start { get; init; }

    /// <summary>Where they should end, as crosses.</summary>
    public IReadOnlyList<ChartPoint> Targets { get; init; } = [];
}

/// <summary>A line over contours with a dot at each of its points.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points; what lies outside the plot is cut off, and it breaks where a point is not finite.</param>
/// <param name="Color">A color as SVG has it.</param>
public sealed record Trajectory(string Name, IReadOnlyList<ChartPoint> Points, string Color);
