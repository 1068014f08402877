namespace NonNegML.Benchmarks.Ratios;

/// <summary>Ours beside TorchSharp's own.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="On">What it works on.</param>
/// <param name="Ours">Milliseconds of ours.</param>
/// <param name="BuiltIn">Milliseconds of TorchSharp's, measured in the same rounds.</param>
/// <param name="Target">The largest ratio that is wanted.</param>
/// <param name="Path">Which way our optimizer says it took.</param>
internal sealed record Comparison(string Name, string On, Series Ours, Series BuiltIn, double Target, string Path)
{
    /// <summary>What moving the bytes takes; null where that is not what takes the time.</summary>
    public Floor? Floor { get; init; }

    /// <summary>The ratio were the optimizer's step all that differs: the rest of the training step, taken from both, is the same on both sides.</summary>
    public double? ByParts { get; init; }

    public Series Ratios => Ours.Over(BuiltIn);

    public bool Met => Ratios.Median <= Target;

    /// <summary>The ratio of a step that only moves its bytes.</summary>
    public double? Reachable => Floor?.InPlace / BuiltIn.Median;
}
