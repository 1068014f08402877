namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The first-order optimizers whose direction u_t = m_t * l_t (first moment times adaptive rate) an update rule is applied to.</summary>
public enum DirectionKind
{
    /// <summary>Stochastic gradient descent, with heavy-ball momentum where it is greater than 0.</summary>
    Sgd,

    /// <summary>Adam: bias-corrected first moment over the root of the bias-corrected second moment.</summary>
    Adam,
}
