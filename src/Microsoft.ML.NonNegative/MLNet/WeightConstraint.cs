namespace Microsoft.ML.NonNegative;

/// <summary>What the weights of the trained network may be.</summary>
public enum WeightConstraint
{
    /// <summary>No negative weight, bias or signal: the signed network is trained, rewritten as an equivalent non-negative one, and trained on.</summary>
    NonNegative,

    /// <summary>Any: the network is trained, and left signed.</summary>
    Signed,

    /// <summary>
    /// The signed network is trained, and its weights and biases are kept at 0 or above by clipping them in every step: the usual baseline, which loses accuracy. Networks without
    /// batch normalisation only.
    /// </summary>
    Clipped,
}
