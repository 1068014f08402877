using Defaults = Microsoft.ML.MultiplicativeUpdates.MultiplicativeUpdateDefaults;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Which update rule runs on which optimizer's direction, and at which rates.</summary>
/// <remarks>
/// Symbols are those of Kirtas et al., "Multiplicative update rules for accelerating deep learning training and increasing robustness",
/// Neurocomputing 576 (2024) 127352. Options that the chosen rule or direction does not use are ignored, but still validated.
/// </remarks>
public sealed class MultiplicativeUpdateOptions
{
    /// <summary>The update rule.</summary>
    /// <value>Default: <see cref="UpdateRuleKind.Hybrid"/>.</value>
    public UpdateRuleKind Rule { get; set; } = Defaults.Rule;

    /// <summary>The optimizer whose direction the rule is applied to.</summary>
    /// <value>Default: <see cref="DirectionKind.Adam"/>.</value>
    public DirectionKind Direction { get; set; } = Defaults.Direction;

    /// <summary>eta, the learning rate of the additive step.</summary>
    /// <value>Default: 0.001. Greater than 0, finite.</value>
    public double LearningRate { get; set; } = Defaults.LearningRate;

    /// <summary>eta_in, the rate inside tanh: how soon a relative step saturates.</summary>
    /// <value>Default: 1. Greater than 0, finite.</value>
    public double InnerLearningRate { get; set; } = Defaults.InnerLearningRate;

    /// <summary>eta_out, the rate outside tanh: the largest relative change of a weight in one step.</summary>
    /// <value>Default: 0.01. In (0, 1]; at most 1, so that no weight changes its sign.</value>
    public double OuterLearningRate { get; set; } = Defaults.OuterLearningRate;

    /// <summary>gamma, the share of the multiplicative step in the hybrid rule.</summary>
    /// <value>Default: 0.5. In [0, 1]: 0 is the additive rule, 1 the multiplicative one.</value>
    public double MultiplicativeShare { get; set; } = Defaults.MultiplicativeShare;

    /// <summary>mu, the momentum of <see cref="DirectionKind.Sgd"/>.</summary>
    /// <value>Default: 0. In [0, 1).</value>
    public double Momentum { get; set; } = Defaults.Momentum;

    /// <summary>beta_1, the decay of the first moment of <see cref="DirectionKind.Adam"/>.</summary>
    /// <value>Default: 0.9. In [0, 1).</value>
    public double Beta1 { get; set; } = Defaults.Beta1;

    /// <summary>beta_2, the decay of the second moment of <see cref="DirectionKind.Adam"/>.</summary>
    /// <value>Default: 0.999. In [0, 1).</value>
    public double Beta2 { get; set; } = Defaults.Beta2;

    /// <summary>epsilon, added to the root of the second moment of <see cref="DirectionKind.Adam"/>.</summary>
    /// <value>Default: 1e-8. Greater than 0, finite.</value>
    public double Epsilon { get; set; } = Defaults.Epsilon;

    /// <summary>Throws where an option is out of its range.</summary>
    /// <exception cref="ArgumentException">One or more options are out of range; the message lists every one of them.</exception>
    public void Validate()
    {
        var faults = Faults().ToList();
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(MultiplicativeUpdateOptions)}: {string.Join("; ", faults)}.");
    }

    /// <summary>A copy with the same values.</summary>
    public MultiplicativeUpdateOptions Copy() => (MultiplicativeUpdateOptions)MemberwiseClone();

    /// <summary>Every option that is out of range, in words; empty where all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Rule))
            yield return $"{nameof(Rule)} is {Rule}, which is no update rule";
        if (!Enum.IsDefined(Direction))
            yield return $"{nameof(Direction)} is {Direction}, which is no direction";
        foreach (var (name, value) in new[] { (nameof(LearningRate), LearningRate), (nameof(InnerLearningRate), InnerLearningRate), (nameof(Epsilon), Epsilon) })
            if (!(value > 0 && double.IsFinite(value)))
                yield return FormattableString.Invariant($"{name} must be greater than 0 and finite, but is {value}");
        if (!(OuterLearningRate is > 0 and <= 1))
            yield return FormattableString.Invariant($"{nameof(OuterLearningRate)} must be greater than 0 and at most 1, but is {OuterLearningRate}");
        if (!(MultiplicativeShare is >= 0 and <= 1))
            yield return FormattableString.Invariant($"{nameof(MultiplicativeShare)} must be from 0 to 1, but is {MultiplicativeShare}");
        foreach (var (name, value) in new[] { (nameof(Momentum), Momentum), (nameof(Beta1), Beta1), (nameof(Beta2), Beta2) })
            if (!(value is >= 0 and < 1))
                yield return FormattableString.Invariant($"{name} must be at least 0 and less than 1, but is {value}");
    }
}
