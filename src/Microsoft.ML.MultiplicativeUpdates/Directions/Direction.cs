using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>phi and psi of GOFAU: forms the direction u_t = m_t * l_t of a first-order optimizer from the gradients seen so far.</summary>
/// <remarks>A direction holds no state of its own: what it remembers of a parameter lies in that parameter's <see cref="ParameterState"/>.</remarks>
public abstract class Direction
{
    /// <summary>Each element of u_t depends on that element of the gradients alone, so that parameters may be laid one behind the other and updated at once.</summary>
    /// <value>False unless a direction says otherwise.</value>
    public virtual bool IsElementwise => false;

    /// <summary>The direction u_t for the gradient g_t; called without gradient recording.</summary>
    /// <param name="gradient">g_t, any shape, finite; must not be changed.</param>
    /// <param name="state">What is remembered of this parameter; <see cref="ParameterState.Step"/> is t, counted from 1.</param>
    /// <returns>u_t, of the gradient's shape; it may be the gradient itself or a tensor of the state, and the caller does not change it.</returns>
    public abstract Tensor Compute(Tensor gradient, ParameterState state);

    /// <summary>A factor of the rule's whole step, outside tanh: 1 unless a direction says otherwise.</summary>
    /// <param name="time">t, from 1.</param>
    public virtual double StepFactor(long time) => 1;

    /// <summary>The largest value of <see cref="StepFactor"/>: rates are checked with it before any step.</summary>
    public virtual double LargestStepFactor => 1;

    /// <summary>Which of this library's directions it is, for the defaults of rates; null for one of your own.</summary>
    internal virtual DirectionKind? Kind => null;

    /// <summary>What a saved state must agree on: the moments that there are.</summary>
    internal virtual string Description => GetType().Name;

    /// <summary>The kernel that computes this direction and a rule in one pass over memory, or null where there is none.</summary>
    internal virtual FusedStep? Fuse<TRule>()
        where TRule : struct, IFusedRule<TRule> => null;

    private protected static double Decay(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be at least 0 and less than 1.");

    // A smaller one would be 0 in single precision, and 0 / 0 no number.
    private protected static double Epsilon(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= MultiplicativeUpdateDefaults.Smallest and <= MultiplicativeUpdateDefaults.Largest
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "It must be from 1E-30 to 1E+30.");

    /// <summary>The direction that <paramref name="options"/> describe.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static Direction Create(MultiplicativeUpdateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options.Direction switch
        {
            DirectionKind.Sgd => new SgdDirection(options.Momentum, options.Dampening, options.Nesterov),
            DirectionKind.Adagrad => new AdagradDirection(options.Resolved.Epsilon),
            DirectionKind.RmsProp => new RmsPropDirection(options.Smoothing, options.Resolved.Epsilon, options.Momentum, options.Centered, options.BiasCorrected),
            _ => new AdamDirection(options.Beta1, options.Beta2, options.Resolved.Epsilon, options.Direction == DirectionKind.AmsGrad, options.CorrectOutsideTanh),
        };
    }
}
