namespace Microsoft.ML.NonNegative;

/// <summary>The columns that a model reads and writes.</summary>
/// <param name="Features">The input: a known-size vector of Single; of a model that was trained on images, also images or encoded images.</param>
/// <param name="Score">The output: a probability for each class.</param>
/// <param name="PredictedLabel">The output: the most probable class, a key.</param>
internal sealed record ModelColumns(string Features, string Score, string PredictedLabel);
