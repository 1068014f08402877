using Microsoft.ML.MultiplicativeUpdates.Flat;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>A TorchSharp optimizer that applies any <see cref="UpdateRule"/> to any <see cref="Direction"/>.</summary>
/// <remarks>
/// One step, for every parameter with a gradient: u_t = direction(g_t); theta_t = theta_{t-1} - rule(theta_{t-1}, u_t). How it is computed is its own affair
/// (see <see cref="StepPath"/>); <see cref="DescribePath"/> tells.
/// </remarks>
public sealed class MultiplicativeOptimizer : FirstOrderOptimizer
{
    private readonly FusedPath _fused = new();
    private readonly FlatPath _flat;
    private readonly List<TrainedParameter> _fusedParameters = [];
    private readonly List<TrainedParameter> _otherParameters = [];
    private readonly List<TrainedParameter> _undecided = [];

    /// <summary>An optimizer for the rule and the direction that the options describe.</summary>
    /// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one.</param>
    /// <param name="options">Default: the hybrid rule on Adam.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public MultiplicativeOptimizer(IEnumerable<Parameter> parameters, MultiplicativeUpdateOptions? options = null)
        : this([new UpdateGroup(parameters, options)])
    {
    }

    /// <summary>An optimizer for a direction and a rule, possibly of your own.</summary>
    /// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one.</param>
    /// <param name="direction">Forms u_t from the gradients.</param>
    /// <param name="rule">Turns u_t into a step.</param>
    /// <param name="options">Rates, weight decay, guards; what they say of rule and direction is not used.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public MultiplicativeOptimizer(IEnumerable<Parameter> parameters, Direction direction, UpdateRule rule, MultiplicativeUpdateOptions? options = null)
        : this([new UpdateGroup(parameters, direction, rule, options)])
    {
    }

    /// <summary>An optimizer for groups of parameters, each with its own rule, direction and rates.</summary>
    /// <param name="groups">At least one.</param>
    /// <exception cref="ArgumentException">There are no groups, a parameter is in two of them, or they differ in what is done with gradients before a step.</exception>
    public MultiplicativeOptimizer(IEnumerable<UpdateGroup> groups)
        : this((groups ?? throw new ArgumentNullException(nameof(groups))).ToList())
    {
    }

    private MultiplicativeOptimizer(List<UpdateGroup> groups)
        : base(groups.Count > 0 ? GradientGuard.Of(groups[0].Settings) : throw new ArgumentException("The optimizer got no groups, and so no parameters to train.", nameof(groups)))
    {
        _flat = new FlatPath(Tensors);
        _defaults = groups[0].Options;
        foreach (var group in groups)
            add_param_group(group);
    }

    /// <summary>The groups, whose rates may be changed between steps.</summary>
    public IReadOnlyList<UpdateGroup> Groups => [.. _parameter_groups.Cast<UpdateGroup>()];

    /// <summary>Adds a group of parameters, an <see cref="UpdateGroup"/>.</summary>
    /// <exception cref="ArgumentException">It is another kind of group, has no parameters or one that the optimizer has already, or its guard of gradients is another.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        if (param_group is not UpdateGroup group)
            throw new ArgumentException($"A {nameof(MultiplicativeOptimizer)} takes groups of type {nameof(UpdateGroup)}, but got a {param_group.GetType().Name}.", nameof(param_group));
        if (GradientGuard.Of(group.Settings) != Guard)
            throw new ArgumentException("Groups of one optimizer must agree on NonFiniteGradients, MaximumGradientNorm and MaximumGradientValue, which concern all gradients together.", nameof(param_group));
        base.add_param_group(param_group);
    }

    private protected override void Added(TrainedParameter trained) => _undecided.Add(trained);

    private protected override void Begin(TrainedParameter trained, int position) => ZeroParameters.Apply(trained, position);

    private protected override void Validate()
    {
        foreach (UpdateGroup group in _parameter_groups)
            group.Validate(group.CurrentRates);
    }

    private protected override GradientPreparation Prepare(TrainedParameter trained, double scale, double bound) => ((UpdateGroup)trained.Group).Prepare(trained.IsAdditive, scale, bound);

    private protected override void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient)
    {
        var group = (UpdateGroup)trained.Group;
        var floor = group.FloorFor(trained.IsAdditive);
        var before = floor > 0 ? parameter.clone() : parameter;
        var direction = group.Direction.Compute(gradient, trained.State);
        var rates = group.CurrentRates.Scaled(group.Direction.StepFactor(trained.State.Step));
        group.RuleFor(trained.IsAdditive).Apply(parameter, direction, rates);
        if (floor > 0)
            parameter.copy_(parameter.abs().clamp_(min: floor).mul_(before.sign()));
    }

    private protected override void Collect()
    {
        ChoosePaths();
        _fused.Clear();
        foreach (var trained in _fusedParameters)
        {
            if (trained.IsFrozen || trained.Parameter.grad is not { } gradient)
                continue;
            if (_fused.TryAdd(trained, gradient))
                gradient.Dispose();
            else
                Tensors.Add(trained, gradient);
        }
        _flat.Collect();
        foreach (var trained in _otherParameters)
            if (!trained.IsFrozen && trained.Parameter.grad is { } gradient)
                Tensors.Add(trained, gradient);
    }

    private protected override void Scan(bool norm, ref GradientSummary summary)
    {
        if (Guard.LooksFirst)
            _fused.Scan(norm, ref summary);
        base.Scan(norm, ref summary);
    }

    private protected override void Update(double scale, double largest)
    {
        if (!_fused.Step(scale, Guard.Bound(Guard.LooksFirst ? largest : double.PositiveInfinity, ScalarType.Float32), holdsNonFinite: !Guard.LooksFirst))
            SkippedSteps++;
        base.Update(scale, largest);
        _flat.Spread();
    }

    /// <inheritdoc/>
    public override void zero_grad()
    {
        foreach (var trained in Trained)
            if (trained.Path != StepPath.Flat)
                trained.Parameter.grad = null;
        _flat.ZeroGradients();
    }

    /// <summary>Which way each parameter's step is computed.</summary>
    public StepPathReport DescribePath()
    {
        var shared = SharedMemory.Find(Trained).Overlapping;
        return new StepPathReport([.. Trained.Select(trained => (Path: trained switch
        {
            { IsFrozen: true } => StepPath.Automatic,
            { Path: StepPath.Automatic } => Choose(trained, shared.Contains(trained)),
            _ => trained.Path,
        }, trained.Count))], InstructionSet.Name, FusedPath.Threads);
    }

    private protected override GroupRecord Describe(ParamGroup group)
    {
        var (own, rates) = ((UpdateGroup)group, ((UpdateGroup)group).Rates);
        return new($"{own.Rule.GetType().Name} on {own.Direction.Description}",
            [group.LearningRate, group.InitialLearningRate, own.Numbers.Start, rates.LearningRate, rates.InnerLearningRate, rates.OuterLearningRate, rates.MultiplicativeShare]);
    }

    private protected override void CheckRates(ParamGroup group, double[] numbers)
    {
        try
        {
            ((UpdateGroup)group).Validate(Rates(numbers));
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InvalidDataException($"The file is damaged: {error.Message}", error);
        }
    }

    private protected override void SetRates(ParamGroup group, double[] numbers)
    {
        base.SetRates(group, numbers);
        ((UpdateGroup)group).Rates = Rates(numbers);
        ((UpdateGroup)group).Numbers.Start = numbers[2];
    }

    private static UpdateRates Rates(double[] numbers) => new(numbers[3], numbers[4], numbers[5], numbers[6]);

    private void ChoosePaths()
    {
        if (_undecided.Count == 0)
            return;
        var shared = SharedMemory.Find(Trained).Overlapping;
        foreach (var trained in _undecided)
        {
            trained.Path = Choose(trained, shared.Contains(trained));
            if (trained.Path == StepPath.Fused)
                _fusedParameters.Add(trained);
            else if (trained.Path == StepPath.Flat)
                _flat.Add(trained);
            else
                _otherParameters.Add(trained);
        }
        _undecided.Clear();
    }

    private static StepPath Choose(TrainedParameter trained, bool sharesMemory)
    {
        var wanted = ((UpdateGroup)trained.Group).Settings.Path;
        var onProcessor = trained.Parameter.device_type == DeviceType.CPU;
        if (sharesMemory || wanted == StepPath.Tensors)
            return StepPath.Tensors;
        if (wanted != StepPath.Flat && FusedPath.CanUpdate(trained))
            return StepPath.Fused;
        return (wanted == StepPath.Flat || !onProcessor) && FlatPath.CanUpdate(trained) ? StepPath.Flat : StepPath.Tensors;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _flat.Dispose();
        base.Dispose(disposing);
    }
}
