namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What happens before the rule, in this order: g = clamp(g * scale, +-bound); g = g + penalty * theta, no larger than can be computed with; theta = theta * keep.</summary>
/// <param name="Scale">Below 1 where the norm of all gradients is limited.</param>
/// <param name="Bound">The largest magnitude of an element.</param>
/// <param name="Penalty">lambda of an L2 penalty.</param>
/// <param name="Keep">1 - eta * lambda of decoupled weight decay.</param>
/// <param name="HoldsNonFinite">Elements whose gradient is not finite stay as they are; else gradients are known to be finite.</param>
internal readonly record struct GradientPreparation(double Scale, double Bound, double Penalty, double Keep, bool HoldsNonFinite = false)
{
    /// <summary>Nothing happens, but for the bound where nobody has looked at the gradients.</summary>
    public bool IsPlain => Scale == 1 && (HoldsNonFinite || double.IsPositiveInfinity(Bound)) && Penalty == 0 && Keep == 1;
}
