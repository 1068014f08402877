namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>Distances after some runs, in parts of that at the start; infinite where a run diverged.</summary>
internal sealed class RelativeDistances
{
    /// <param name="values">At least one.</param>
    public RelativeDistances(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count, nameof(values));
        Count = values.Count;
        var ordered = values.Order().ToList();
        Median = Count % 2 == 1 ? ordered[Count / 2] : (ordered[Count / 2 - 1] + ordered[Count / 2]) / 2;
        Largest = ordered[^1];
        Farther = values.Count(value => value > 1) / (double)Count;
        Diverged = values.Count(double.IsPositiveInfinity) / (double)Count;

        // A run that ends farther away than it began counts as one that did not move: a single one would outweigh all others.
        var clipped = values.Select(value => Math.Min(value, 1)).ToList();
        Mean = clipped.Average();
        var mean = Mean;
        Deviation = Count == 1 ? 0 : Math.Sqrt(clipped.Sum(value => (value - mean) * (value - mean)) / (Count - 1));
    }

    /// <summary>The number of runs.</summary>
    public int Count { get; }

    /// <summary>The mean, where a run that ended farther away than it began, or diverged, counts as 1.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation of the same values (n - 1).</summary>
    public double Deviation { get; }

    /// <summary>The median of all values as they are.</summary>
    public double Median { get; }

    /// <summary>The largest of all values as they are.</summary>
    public double Largest { get; }

    /// <summary>The share of runs that ended farther away than they began, those that diverged among them.</summary>
    public double Farther { get; }

    /// <summary>The share of runs that ended at no number at all.</summary>
    public double Diverged { get; }
}
