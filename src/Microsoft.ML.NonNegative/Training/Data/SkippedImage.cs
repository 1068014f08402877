namespace Microsoft.ML.NonNegative;

/// <summary>A training image that could not be read and was left out.</summary>
/// <param name="Row">Its row in the data, from 0.</param>
/// <param name="Name">What the name column says of it, or null where there is none.</param>
/// <param name="Reason">What is wrong with it, in a few words.</param>
public sealed record SkippedImage(long Row, string? Name, string Reason)
{
    /// <summary>For example "roses/12.jpg: the file is incomplete".</summary>
    public override string ToString() => $"{Name ?? FormattableString.Invariant($"row {Row}")}: {Reason}";
}
