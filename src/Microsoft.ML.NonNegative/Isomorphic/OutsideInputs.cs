namespace Microsoft.ML.NonNegative;

/// <summary>What a non-negative network does with inputs outside the range that it was made for.</summary>
public enum OutsideInputs
{
    /// <summary>It throws an <see cref="ArgumentOutOfRangeException"/> that says how many there are.</summary>
    Refuse,

    /// <summary>It takes the nearest end of the range instead, as hardware does, and counts them.</summary>
    Clip,

    /// <summary>It takes them as they are and counts them: outputs still equal the signed network's, but signals can be negative.</summary>
    Count,
}
