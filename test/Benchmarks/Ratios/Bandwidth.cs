namespace NonNegML.Benchmarks.Ratios;

/// <summary>How fast memory is for one set of parameters, in bytes a millisecond.</summary>
/// <param name="On">Which parameters.</param>
/// <param name="Copy">Of a copy of as many numbers as there are parameters; 8 bytes each.</param>
/// <param name="InPlace">Of a pass that reads and writes as many numbers as a step works on, by the numbers it works on for each parameter; 8 bytes each.</param>
internal sealed record Bandwidth(string On, double Copy, IReadOnlyDictionary<int, double> InPlace);
