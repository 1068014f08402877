namespace NonNegML.Benchmarks.Ratios;

/// <summary>What one run measured, and where.</summary>
internal sealed record RatioResults(RatioOptions Options, Machine Machine, IReadOnlyList<Comparison> Comparisons, IReadOnlyList<Bandwidth> Bandwidths);
