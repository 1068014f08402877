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
}
