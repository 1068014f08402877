namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>How weight decay lambda acts.</summary>
public enum WeightDecayKind
{
    /// <summary>An L2 penalty: lambda * theta is added to the gradient, and goes through direction and rule.</summary>
    Penalty,

    /// <summary>Decoupled (Loshchilov and Hutter, ICLR 2019): theta is multiplied by 1 - lambda * learning rate before the step, whatever the rule. No sign changes.</summary>
    Decoupled,
}
