namespace NonNegML.Samples.Charts;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What it measures, with the unit.</param>
/// <param name="IsLog">Whether it is logarithmic; values that are not positive are then left out.</param>
/// <param name="Minimum">The smallest value shown, or null for that of the data.</param>
/// <param name="Maximum">The largest value shown, or null for that of the data.</param>
public sealed record Axis(string Label = "", bool IsLog = false, double? Minimum = null, double? Maximum = null);
