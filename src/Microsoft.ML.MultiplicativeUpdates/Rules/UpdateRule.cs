using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>xi(theta, m, l, eta) of GOFAU: turns a direction u = m * l into a step of the parameter.</summary>
/// <remarks>
/// A rule holds no state and may serve any number of parameters. One of your own overrides <see cref="Apply"/> and is passed to
/// <see cref="MultiplicativeOptimizer(IEnumerable{TorchSharp.Modules.Parameter}, Direction, UpdateRule, MultiplicativeUpdateOptions)"/>; nothing else is needed.
/// </remarks>
public abstract class UpdateRule
{
    /// <summary>No step changes a sign or moves a zero.</summary>
    /// <value>False unless a rule says otherwise. Where true, <see cref="ZeroPolicy"/> decides on parameters that are all zero at the start.</value>
    public virtual bool KeepsSigns => false;

    /// <summary>Each element's step depends on that element alone, so that parameters may be laid one behind the other and updated at once.</summary>
    /// <value>False unless a rule says otherwise.</value>
    public virtual bool IsElementwise => false;

    /// <summary>theta_t = theta_{t-1} - Delta_t, in place; called without gradient recording.</summary>
    /// <param name="parameter">theta, any shape; changed.</param>
    /// <param name="direction">u, of the same shape and type, finite; must not be changed.</param>
    /// <param name="rates">The rates of this step, schedules included.</param>
    public abstract void Apply(Tensor parameter, Tensor direction, UpdateRates rates);

    /// <summary>The rate that a learning-rate scheduler shows and drives: eta, unless a rule says otherwise. (Driving it scales eta and eta_out alike.)</summary>
    public virtual double ScheduledRate(UpdateRates rates) => rates.LearningRate;

    /// <summary>Throws where the rule cannot work with the rates; asked before every step, when nothing has been changed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of its range.</exception>
    public virtual void Validate(UpdateRates rates)
    {
    }

    /// <summary>The kernel that computes this rule on a direction in one pass over memory, or null where there is none.</summary>
    internal virtual FusedStep? Fuse(Direction direction) => null;

    /// <summary>The rule of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static UpdateRule Create(UpdateRuleKind kind) => kind switch
    {
        UpdateRuleKind.Additive => new AdditiveRule(),
        UpdateRuleKind.Multiplicative => new MultiplicativeRule(),
        UpdateRuleKind.Hybrid => new HybridRule(),
        UpdateRuleKind.Power => new PowerRule(),
        UpdateRuleKind.ExponentiatedGradient => new ExponentiatedGradientRule(),
        UpdateRuleKind.Projected => new ProjectedRule(),
        UpdateRuleKind.Reflected => new ReflectedRule(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such update rule."),
    };

    // Growing by shares, a parameter may outgrow its type, and infinity less infinity is no number.
    private protected static void StayFinite(Tensor parameter)
    {
        var largest = parameter.dtype == ScalarType.Float64 ? double.MaxValue : float.MaxValue;
        parameter.clamp_(-largest, largest);
    }

    private protected static void ValidateOuter(UpdateRates rates)
    {
        if (!(rates.OuterLearningRate is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rates), rates.OuterLearningRate, "eta_out must be from 0 to 1: beyond 1 the rule would change signs.");
    }
}
