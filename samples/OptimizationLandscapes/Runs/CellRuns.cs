namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The runs of a cell, one for each configuration drawn.</summary>
internal sealed class CellRuns
{
    private readonly double[] _distances;

    /// <param name="cell">The cell.</param>
    /// <param name="configurations">The configurations drawn, the same for all cells.</param>
    /// <param name="distances">The distance to the nearest minimum after the last step, for each; infinite where the run diverged.</param>
    public CellRuns(Cell cell, IReadOnlyList<Configuration> configurations, double[] distances)
    {
        (Cell, Configurations, _distances) = (cell, configurations, distances);
        InitialDistance = cell.Function.DistanceToMinimum(cell.Function.Start.Span);
    }

    /// <summary>The cell.</summary>
    public Cell Cell { get; }

    /// <summary>The configurations drawn.</summary>
    public IReadOnlyList<Configuration> Configurations { get; }

    /// <summary>The distance at the start.</summary>
    public double InitialDistance { get; }

    /// <summary>The best of the first configurations and where it ended.</summary>
    public (Configuration Configuration, double Distance) Best(int count)
    {
        var best = Enumerable.Range(0, count).MinBy(i => _distances[i]);
        return (Configurations[best], _distances[best]);
    }

    /// <summary>The distances of the first configurations relative to that at the start.</summary>
    public RelativeDistances Relative(int count) => new([.. _distances.Take(count).Select(distance => distance / InitialDistance)]);
}
