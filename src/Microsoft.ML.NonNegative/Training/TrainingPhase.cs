namespace Microsoft.ML.NonNegative;

/// <summary>What is being trained.</summary>
public enum TrainingPhase
{
    /// <summary>The signed network.</summary>
    Signed,

    /// <summary>The non-negative network, by the multiplicative rule: no weight changes its sign.</summary>
    SignPreserving,
}
