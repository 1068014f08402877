namespace Microsoft.ML.NonNegative;

/// <summary>One training example.</summary>
/// <param name="Index">Its place among the examples, from 0, in the order of the data.</param>
/// <param name="Label">Its class, from 0.</param>
/// <param name="Payload">What its source loads it from, where the index is not enough.</param>
internal readonly record struct Example(long Index, int Label, object? Payload = null);
