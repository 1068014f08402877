using Defaults = Microsoft.ML.MultiplicativeUpdates.MultiplicativeUpdateDefaults;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Which update rule runs on which optimizer's direction, and at which rates.</summary>
/// <remarks>
/// Symbols and defaults are those of Kirtas et al., "Multiplicative update rules for accelerating deep learning training and increasing robustness",
/// Neurocomputing 576 (2024) 127352, and of its code, but for gamma, which is 1 there (and makes the hybrid rule the multiplicative one). Options that the chosen rule or direction
/// does not use are ignored, but still validated.
/// </remarks>
public sealed partial class MultiplicativeUpdateOptions
{
    /// <summary>The update rule.</summary>
    /// <value>Default: <see cref="UpdateRuleKind.Hybrid"/>.</value>
    public UpdateRuleKind Rule { get; set; } = Defaults.Rule;

    /// <summary>The optimizer whose direction the rule is applied to.</summary>
    /// <value>Default: <see cref="DirectionKind.Adam"/>.</value>
    public DirectionKind Direction { get; set; } = Defaults.Direction;

    /// <summary>
    /// eta, the learning rate of the additive, hybrid, exponentiated-gradient, projected and reflected rules. The multiplicative and the power rule use it only for parameters that are
    /// all zero at the start (<see cref="Zeros"/>): their step is set by <see cref="OuterLearningRate"/>.
    /// </summary>
    /// <value>Default: null, which is 0.001 with Adam, AdamW and AMSGrad, and 0.01 with SGD, Adagrad and RMSprop. From 1e-30 to 1e30.</value>
    public double? LearningRate { get; set; }

    /// <summary>eta_in, the rate inside tanh: how soon a relative step saturates.</summary>
    /// <value>Default: 1. From 1e-30 to 1e30.</value>
    public double InnerLearningRate { get; set; } = Defaults.InnerLearningRate;

    /// <summary>eta_out, the rate outside tanh: the largest relative change of a weight in one step. Used by the multiplicative, the power and the hybrid rule.</summary>
    /// <value>Default: null, which is 0.001 with Adam, AdamW and AMSGrad, and 0.01 with SGD, Adagrad and RMSprop. In (0, 1]; at most 1, so that no weight changes its sign.</value>
    public double? OuterLearningRate { get; set; }

    /// <summary>gamma, the share of the multiplicative step in the hybrid rule.</summary>
    /// <value>
    /// Default: 0.5. In [0, 1]: 0 is the additive step, 1 the multiplicative one. (Even at 1, and whatever schedules do to it, the hybrid rule does not promise to keep signs:
    /// <see cref="Zeros"/> and <see cref="MinimumMagnitude"/> do not apply to it.)
    /// </value>
    public double MultiplicativeShare { get; set; } = Defaults.MultiplicativeShare;

    /// <summary>mu, the momentum of <see cref="DirectionKind.Sgd"/> and <see cref="DirectionKind.RmsProp"/>.</summary>
    /// <value>Default: 0. In [0, 1).</value>
    public double Momentum { get; set; } = Defaults.Momentum;

    /// <summary>The dampening of the momentum of <see cref="DirectionKind.Sgd"/>: a gradient counts 1 - dampening, but for the first.</summary>
    /// <value>Default: 0. In [0, 1).</value>
    public double Dampening { get; set; } = Defaults.Dampening;

    /// <summary>Nesterov's momentum for <see cref="DirectionKind.Sgd"/>.</summary>
    /// <value>Default: false. Needs a <see cref="Momentum"/> greater than 0 and no <see cref="Dampening"/>.</value>
    public bool Nesterov { get; set; }

    /// <summary>alpha, the decay of the running means of <see cref="DirectionKind.RmsProp"/>.</summary>
    /// <value>Default: 0.99. In [0, 1).</value>
    public double Smoothing { get; set; } = Defaults.Smoothing;

    /// <summary>Divides by the deviation of the gradient, not by its root mean square, in <see cref="DirectionKind.RmsProp"/>.</summary>
    /// <value>Default: false.</value>
    public bool Centered { get; set; }

    /// <summary>Corrects the running means of <see cref="DirectionKind.RmsProp"/> for their start at 0, as the authors' slides do; their code and PyTorch do not.</summary>
    /// <value>Default: false.</value>
    public bool BiasCorrected { get; set; }

    /// <summary>beta_1, the decay of the first moment of <see cref="DirectionKind.Adam"/> and its kin.</summary>
    /// <value>Default: 0.9. In [0, 1).</value>
    public double Beta1 { get; set; } = Defaults.Beta1;

    /// <summary>beta_2, the decay of the second moment of <see cref="DirectionKind.Adam"/> and its kin.</summary>
    /// <value>Default: 0.999. In [0, 1).</value>
    public double Beta2 { get; set; } = Defaults.Beta2;

    /// <summary>The form of Adam in the authors' code: the first moment's bias correction multiplies the whole step, outside tanh, and not u.</summary>
    /// <value>Default: false, the form of the paper. Where true, a rule that keeps signs by eta_out needs an <see cref="OuterLearningRate"/> of at most 1 - <see cref="Beta1"/>.</value>
    public bool CorrectOutsideTanh { get; set; }

    /// <summary>epsilon, added to the root of the second moment.</summary>
    /// <value>Default: null, which is 1e-10 with Adagrad and 1e-8 with the others. From 1e-30 to 1e30.</value>
    public double? Epsilon { get; set; }

    /// <summary>lambda, the weight decay.</summary>
    /// <value>Default: null, which is 0.01 with AdamW and 0 with the others. At least 0, finite.</value>
    public double? WeightDecay { get; set; }

    /// <summary>How weight decay acts; with <see cref="DirectionKind.AdamW"/> always decoupled.</summary>
    /// <value>Default: <see cref="WeightDecayKind.Penalty"/>.</value>
    public WeightDecayKind WeightDecayKind { get; set; }

    /// <summary>The largest Euclidean norm of all gradients together; longer ones are scaled down to it.</summary>
    /// <value>Default: null, no limit. From 1e-30 to 1e30.</value>
    public double? MaximumGradientNorm { get; set; }

    /// <summary>The largest magnitude of a gradient's element; larger ones are cut off, after <see cref="MaximumGradientNorm"/> was applied.</summary>
    /// <value>Default: null, no limit. From 1e-30 to 1e30.</value>
    public double? MaximumGradientValue { get; set; }

    /// <summary>What happens when a gradient holds NaN or an infinity.</summary>
    /// <value>Default: <see cref="NonFiniteGradients.SkipStep"/>.</value>
    public NonFiniteGradients NonFiniteGradients { get; set; }

    /// <summary>What a rule that keeps signs does with parameters that are all zero at the start.</summary>
    /// <value>Default: <see cref="ZeroPolicy.Additive"/>.</value>
    public ZeroPolicy Zeros { get; set; } = Defaults.Zeros;

    /// <summary>The deviation of what <see cref="ZeroPolicy.Perturb"/> draws.</summary>
    /// <value>Default: 0.2, as Madam's authors do for all-zero tensors. From 1e-30 to 1e30.</value>
    public double PerturbationDeviation { get; set; } = Defaults.PerturbationDeviation;

    /// <summary>The smallest magnitude that a rule that keeps signs may give an element other than zero, so that none is absorbed by zero.</summary>
    /// <value>Default: 0, none. At least 0, finite.</value>
    public double MinimumMagnitude { get; set; }

    /// <summary>Seeds what <see cref="ZeroPolicy.Perturb"/> draws.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; set; }

    /// <summary>How steps are computed.</summary>
    /// <value>Default: <see cref="StepPath.Automatic"/>. A parameter that does not allow the chosen way gets the next best.</value>
    public StepPath Path { get; set; }

    /// <summary>A copy with the same values.</summary>
    public MultiplicativeUpdateOptions Copy() => (MultiplicativeUpdateOptions)MemberwiseClone();

    /// <summary>The values that null stands for.</summary>
    internal (UpdateRates Rates, double Epsilon, double WeightDecay) Resolved => (
        new(LearningRate ?? Defaults.LearningRate(Direction), InnerLearningRate, OuterLearningRate ?? Defaults.LearningRate(Direction), MultiplicativeShare),
        Epsilon ?? Defaults.Epsilon(Direction),
        WeightDecay ?? Defaults.WeightDecay(Direction));
}
