namespace Microsoft.ML.NonNegative;

/// <summary>A function s with non-negative values: training v in theta = s(v) keeps theta non-negative whatever the optimizer does. Baselines for the sign-preserving rules.</summary>
/// <remarks>Source: the non-negative updates tabulated at WCCI 2026 by the authors of arXiv 2310.01084. Clipping needs no function: it is <c>UpdateRuleKind.Projected</c>.</remarks>
public enum Reparameterization
{
    /// <summary>|v|.</summary>
    Absolute,

    /// <summary>v^2.</summary>
    Square,

    /// <summary>log(1 + e^v).</summary>
    Softplus,

    /// <summary>k / (1 + e^-v), where k is twice the largest initial theta of its tensor.</summary>
    Sigmoid,
}
