namespace Microsoft.ML.NonNegative;

/// <summary>A row as a pass over the input finds it.</summary>
/// <param name="Label">Its class.</param>
/// <param name="Id">What tells it from other rows, the same in every pass: a row id or a position.</param>
/// <param name="Payload">What its values are loaded from.</param>
internal readonly record struct StreamedRow(int Label, UInt128 Id, object Payload);
