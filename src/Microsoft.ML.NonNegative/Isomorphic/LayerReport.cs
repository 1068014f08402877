namespace Microsoft.ML.NonNegative;

/// <summary>What was seen of one layer of a non-negative network while data passed through it in the split form.</summary>
/// <param name="Layer">The layer, counted from 0 among those with weights.</param>
/// <param name="Name">Its place in the description, and what it is.</param>
/// <param name="Rotation">alpha.</param>
/// <param name="Offset">c, the largest of the layer.</param>
/// <param name="MinWeight">The smallest value in W+, W- and b'.</param>
/// <param name="MinSignal">The smallest value in x^, alpha - x^, z' and b'.</param>
/// <param name="MinSignalRelative">The smallest of x^ and alpha - x^ in parts of alpha, and of z' and b' in parts of the largest z': what rounding below 0 is to be judged by.</param>
/// <param name="RelativeDifference">The largest |z' - c - z|, relative to the largest z'; null without a signed network to compare with.</param>
public sealed record LayerReport(int Layer, string Name, double Rotation, double Offset, double MinWeight, double MinSignal, double MinSignalRelative, double? RelativeDifference);
