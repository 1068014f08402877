namespace NonNegML.Benchmarks.Ratios;

/// <summary>Milliseconds that moving the bytes of a step takes.</summary>
/// <param name="Copy">At the bandwidth of a copy. A copy makes the processor fetch what it is about to overwrite, so a step can be faster than this.</param>
/// <param name="InPlace">At the bandwidth of a pass that changes numbers in place, over as much memory as the step works on: about what can be reached.</param>
internal sealed record Floor(double Copy, double InPlace);
