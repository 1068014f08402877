namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The update rules of the GOFAU framework: what is done with the direction u_t = m_t * l_t of a first-order optimizer.</summary>
public enum UpdateRuleKind
{
    /// <summary>theta - eta * u: what ordinary optimizers do. Weights change sign freely.</summary>
    Additive,

    /// <summary>theta - |theta| * tanh(eta_in * u) * eta_out: the step is relative to the weight, and no weight ever changes its sign.</summary>
    Multiplicative,

    /// <summary>theta - gamma * (multiplicative step) - (1 - gamma) * (additive step).</summary>
    Hybrid,

    /// <summary>theta * 2^(-sign(theta) * eta_out * tanh(eta_in * u)): relative as well, and no weight ever changes its sign.</summary>
    Power,

    /// <summary>theta * e^(-sign(theta) * eta * u), unnormalised: no weight ever changes its sign.</summary>
    ExponentiatedGradient,

    /// <summary>max(theta - eta * u, 0): weights are never negative.</summary>
    Projected,

    /// <summary>|theta - eta * u|: weights are never negative.</summary>
    Reflected,
}
