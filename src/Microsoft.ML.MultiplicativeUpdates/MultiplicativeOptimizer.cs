using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>A TorchSharp optimizer that applies any <see cref="UpdateRule"/> to any <see cref="Direction"/>.</summary>
/// <remarks>
/// One step, for every parameter with a gradient: u_t = direction(g_t); theta_t = theta_{t-1} - rule(theta_{t-1}, u_t).
/// Build it after the module was moved to its device, and dispose it: it owns the moments. TorchSharp's learning-rate schedulers drive it.
/// </remarks>
public sealed class MultiplicativeOptimizer : OptimizerHelper
{
    private readonly Direction _direction;
    private readonly UpdateRule _rule;

    /// <summary>An optimizer for the rule and the direction that the options describe.</summary>
    /// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one.</param>
    /// <param name="options">Default: the hybrid rule on Adam.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public MultiplicativeOptimizer(IEnumerable<Parameter> parameters, MultiplicativeUpdateOptions? options = null)
        : this(parameters, MultiplicativeUpdates.Direction.Create(options ??= new()), UpdateRule.Create(options))
    {
    }

    /// <summary>An optimizer for a direction and a rule, possibly of your own.</summary>
    /// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one.</param>
    /// <param name="direction">Forms u_t from the gradients.</param>
    /// <param name="rule">Turns u_t into a step.</param>
    /// <exception cref="ArgumentException">There are no parameters.</exception>
    public MultiplicativeOptimizer(IEnumerable<Parameter> parameters, Direction direction, UpdateRule rule)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(rule);
        _direction = direction;
        _rule = rule;
        _parameter_groups = [];
        _defaults = new OptimizerOptions { LearningRate = rule.LearningRate, InitialLearningRate = rule.LearningRate };
        add_param_group(new ParamGroup<OptimizerOptions>(parameters));
    }

    /// <summary>Takes one step.</summary>
    /// <param name="closure">Evaluates the loss again, gradients included; optional.</param>
    /// <returns>The loss of <paramref name="closure"/>, or null without one.</returns>
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(StepGroup, closure);

    /// <summary>Adds parameters; options that are not given are those of the optimizer.</summary>
    /// <exception cref="ArgumentException">The group has no parameters.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        var parameters = param_group.Parameters.ToList();
        if (parameters.Count == 0)
            throw new ArgumentException("The optimizer got no parameters to train.", nameof(param_group));
        param_group.Parameters = parameters;
        param_group.Options ??= new OptimizerOptions();
        param_group.Options.LearningRate ??= _defaults.LearningRate;
        param_group.Options.InitialLearningRate = param_group.Options.LearningRate!.Value;
        base.add_param_group(param_group);
        foreach (var parameter in parameters)
            _state[parameter.Handle] = new DirectionState(parameter);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (var (_, state) in _state)
            ((DirectionState)state).Dispose();
        _state.Clear();
    }

    private void StepGroup(ParamGroup group)
    {
        foreach (var parameter in group.Parameters)
        {
            using var gradient = parameter.grad;
            if (gradient is null)
                continue;
            var state = (DirectionState)_state[parameter.Handle];
            state.Step++;
            _rule.Apply(parameter, _direction.Compute(gradient, state), group.LearningRate);
        }
    }
}
