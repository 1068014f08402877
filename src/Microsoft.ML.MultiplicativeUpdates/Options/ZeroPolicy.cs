namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What a rule that cannot move zeros does with a parameter that is all zero at the start, as many biases and batch-normalisation shifts are.</summary>
public enum ZeroPolicy
{
    /// <summary>That parameter gets the additive rule, with eta: it may take either sign.</summary>
    Additive,

    /// <summary>That parameter is drawn anew, from a normal distribution with mean 0 and deviation <see cref="MultiplicativeUpdateOptions.PerturbationDeviation"/>.</summary>
    Perturb,

    /// <summary>That parameter stays zero. The one choice that keeps a non-negative network non-negative.</summary>
    Freeze,
}
