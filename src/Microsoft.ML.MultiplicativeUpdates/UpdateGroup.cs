using Microsoft.ML.MultiplicativeUpdates.Fused;
using TorchSharp.Modules;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Parameters that share a direction, a rule and their rates.</summary>
/// <remarks>
/// TorchSharp's schedulers drive <see cref="ParamGroup.LearningRate"/>, which starts at the rule's <see cref="UpdateRule.ScheduledRate"/>: eta and eta_out of a step are those of
/// <see cref="Rates"/> times the ratio to that start. This library's own schedules drive <see cref="Rates"/>, each rate by itself.
/// </remarks>
public sealed class UpdateGroup : ParamGroup
{
    private readonly FusedStep? _fused;
    private readonly FusedStep? _fusedAdditive;
    private readonly double _weightDecay;

    /// <summary>A group for the rule and the direction that the options describe.</summary>
    /// <param name="parameters">The parameters to train; at least one.</param>
    /// <param name="options">Default: the hybrid rule on Adam.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public UpdateGroup(IEnumerable<Parameter> parameters, MultiplicativeUpdateOptions? options = null)
        : this(parameters, Direction.Create(options ??= new()), UpdateRule.Create(options.Rule), options, options.Direction)
    {
    }

    /// <summary>A group for a direction and a rule, possibly of your own.</summary>
    /// <param name="parameters">The parameters to train; at least one.</param>
    /// <param name="direction">Forms u_t from the gradients.</param>
    /// <param name="rule">Turns u_t into a step.</param>
    /// <param name="options">
    /// Rates, weight decay, guards; what they say of rule and direction is not used. Rates that are null are the defaults of the direction, where it is one of this library's.
    /// </param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public UpdateGroup(IEnumerable<Parameter> parameters, Direction direction, UpdateRule rule, MultiplicativeUpdateOptions? options = null)
        : this(parameters, direction, rule, options, direction?.Kind)
    {
    }

    private UpdateGroup(IEnumerable<Parameter> parameters, Direction direction, UpdateRule rule, MultiplicativeUpdateOptions? options, DirectionKind? kind)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(rule);
        (options ??= new()).Validate();
        (Direction, Rule, Settings) = (direction, rule, options.Copy());
        Parameters = parameters.ToList();
        // What null stands for depends on the direction that is there.
        Settings.Direction = kind ?? Settings.Direction;
        (var rates, _, _weightDecay) = Settings.Resolved;
        var start = rule.ScheduledRate(rates);
        base.Options = new UpdateGroupOptions { LearningRate = start, InitialLearningRate = start, Rates = rates, Start = start };
        Validate(rates);
        _fused = rule.Fuse(direction);
        _fusedAdditive = Additive.Fuse(direction);
    }

    /// <summary>Forms u_t from the gradients.</summary>
    public Direction Direction { get; }

    /// <summary>Turns u_t into a step.</summary>
    public UpdateRule Rule { get; }

    /// <summary>The rates, learning-rate schedulers left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not a number, is negative, or is none that the rule can work with.</exception>
    public UpdateRates Rates
    {
        get => Numbers.Rates;
        set
        {
            Validate(value);
            Numbers.Rates = value;
        }
    }

    /// <summary>The rates of the next step.</summary>
    public UpdateRates CurrentRates => Rates.Scaled(LearningRate == Numbers.Start ? 1 : LearningRate / Numbers.Start);

    /// <summary>The numbers that are saved.</summary>
    internal UpdateGroupOptions Numbers => (UpdateGroupOptions)base.Options;

    /// <summary>Throws where the group cannot have these rates.</summary>
    internal void Validate(UpdateRates rates)
    {
        foreach (var rate in (ReadOnlySpan<double>)[rates.LearningRate, rates.InnerLearningRate, rates.OuterLearningRate, rates.MultiplicativeShare])
            if (!(rate >= 0 && double.IsFinite(rate)))
                throw new ArgumentOutOfRangeException(nameof(rates), rates, "Rates must be at least 0 and finite.");
        Rule.Validate(rates.Scaled(Direction.LargestStepFactor));
        if (DecaysDecoupled && Math.Max(Rule.ScheduledRate(rates), rates.LearningRate) * _weightDecay >= 1)
            throw new ArgumentOutOfRangeException(nameof(rates), _weightDecay, "Weight decay times learning rate must be below 1: every weight would become 0.");
    }

    private bool DecaysDecoupled => Settings.WeightDecayKind == WeightDecayKind.Decoupled || Settings.Direction == DirectionKind.AdamW;

    /// <summary>The options that the group was built with.</summary>
    internal MultiplicativeUpdateOptions Settings { get; }

    internal UpdateRule RuleFor(bool additive) => additive ? Additive : Rule;

    internal FusedStep? FusedFor(bool additive) => additive ? _fusedAdditive : _fused;

    /// <summary>The smallest magnitude for a rule; 0 where it may pass through zero anyway.</summary>
    internal double FloorFor(bool additive) => RuleFor(additive).KeepsSigns ? Settings.MinimumMagnitude : 0;

    /// <summary>What happens before the rule at the current rates. Decoupled decay goes with the rate of the step that is taken.</summary>
    internal GradientPreparation Prepare(bool additive, double scale, double bound, bool holdsNonFinite = false) => DecaysDecoupled
        ? new(scale, bound, 0, 1 - _weightDecay * RuleFor(additive).ScheduledRate(CurrentRates), holdsNonFinite)
        : new(scale, bound, _weightDecay, 1, holdsNonFinite);

    private static AdditiveRule Additive { get; } = new();
}
