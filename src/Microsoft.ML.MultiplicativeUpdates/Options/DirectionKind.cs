namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The first-order optimizers whose direction u_t = m_t * l_t (first moment times adaptive rate) an update rule is applied to.</summary>
public enum DirectionKind
{
    /// <summary>Stochastic gradient descent, with heavy-ball or Nesterov momentum where it is greater than 0.</summary>
    Sgd,

    /// <summary>Adam: bias-corrected first moment over the root of the bias-corrected second moment.</summary>
    Adam,

    /// <summary>Adagrad: the gradient over the root of the sum of all squared gradients so far.</summary>
    Adagrad,

    /// <summary>RMSprop: the gradient over the root of a running mean of its square.</summary>
    RmsProp,

    /// <summary>Adam with decoupled weight decay, 0.01 unless another is set.</summary>
    AdamW,

    /// <summary>AMSGrad: Adam over the largest second moment so far.</summary>
    AmsGrad,
}
