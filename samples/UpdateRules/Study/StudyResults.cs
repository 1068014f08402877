namespace NonNegML.Samples.UpdateRules;

/// <summary>What the search found for a method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Tried">Every candidate with its result on the validation images, in order.</param>
internal sealed record Search(Method Method, IReadOnlyList<(Rates Rates, RunResult Result)> Tried)
{
    /// <summary>The candidate of the highest accuracy; of several, the one of the lowest loss, then the first.</summary>
    public (Rates Rates, RunResult Result) Chosen => Tried.OrderByDescending(one => one.Result.Accuracy).ThenBy(one => one.Result.Loss ?? double.PositiveInfinity).First();

    /// <summary>The candidate that one would have started with.</summary>
    public (Rates Rates, RunResult Result) Usual => Tried.First(one => one.Rates == Method.Usual);
}

/// <summary>A method at its chosen rates.</summary>
/// <param name="Search">Where the rates come from.</param>
/// <param name="Runs">One a seed.</param>
internal sealed record Measured(Search Search, IReadOnlyList<RunResult> Runs)
{
    /// <summary>The method.</summary>
    public Method Method => Search.Method;

    /// <summary>Test accuracy after the last epoch.</summary>
    public Spread Accuracy => Spread.Of(Runs.Select(run => run.Accuracy));
}

/// <summary>A method at several scales of one thing.</summary>
/// <param name="Method">The method.</param>
/// <param name="Points">Scale and runs, one a seed, in order of scale.</param>
internal sealed record ScaleCurve(Method Method, IReadOnlyList<(double Scale, IReadOnlyList<RunResult> Runs)> Points)
{
    /// <summary>The area under accuracy over log10(scale), the width brought to 1: the mean accuracy over the range, from 0 to 1.</summary>
    public Spread Area => Spread.Of(Enumerable.Range(0, Points[0].Runs.Count).Select(AreaOf));

    private double AreaOf(int seed)
    {
        var points = Points.Select(point => (X: Math.Log10(point.Scale), Y: point.Runs[seed].Accuracy)).ToList();
        var area = points.Zip(points.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum();
        return area / (points[^1].X - points[0].X);
    }
}

/// <summary>What a study found.</summary>
/// <param name="Searches">Every method's search.</param>
/// <param name="Main">Every method of the main study; empty where there was none.</param>
/// <param name="RateScales">Accuracy against the scale of the learning rates; empty where there was no robustness study.</param>
/// <param name="InitializationScales">Accuracy against the scale of the initial weights; empty where there was no robustness study.</param>
internal sealed record StudyResults(IReadOnlyList<Search> Searches, IReadOnlyList<Measured> Main, IReadOnlyList<ScaleCurve> RateScales, IReadOnlyList<ScaleCurve> InitializationScales);
