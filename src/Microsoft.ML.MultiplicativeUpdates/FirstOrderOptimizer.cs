using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What all optimizers of this library have in common: gradients are looked at before anything moves, and the state can be saved and resumed.</summary>
/// <remarks>
/// Build an optimizer after the module was moved to its device, and dispose it: it owns the moments. TorchSharp's learning-rate schedulers drive it. It is not to be used from
/// several threads at once.
/// </remarks>
public abstract partial class FirstOrderOptimizer : OptimizerHelper, IParameterUpdate
{
    private readonly List<TrainedParameter> _trained = [];
    private readonly List<TrainedParameter> _new = [];
    private bool _isDisposed;
    private readonly TensorPath _tensors;

    private protected FirstOrderOptimizer(GradientGuard guard)
    {
        Guard = guard;
        _tensors = new TensorPath(this);
        _parameter_groups = [];
    }

    /// <summary>What is done with gradients before any parameter moves.</summary>
    public GradientGuard Guard { get; }

    /// <summary>The steps that were skipped, wholly or in part, because a gradient held NaN or an infinity.</summary>
    public long SkippedSteps { get; private protected set; }

    private protected IReadOnlyList<TrainedParameter> Trained => _trained;

    private protected TensorPath Tensors => _tensors;

    /// <summary>Takes one step.</summary>
    /// <param name="closure">Evaluates the loss again, gradients included; optional.</param>
    /// <returns>The loss of <paramref name="closure"/>, or null without one.</returns>
    /// <exception cref="NonFiniteGradientException">A gradient holds NaN or an infinity, and the guard says that this is an error. Nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">A gradient is not of its parameter's shape. Nothing was changed.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer was disposed.</exception>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Tensor? loss = null;
        if (closure is not null)
        {
            using var recording = enable_grad();
            loss = closure();
        }
        using var updating = no_grad();
        using var scope = NewDisposeScope();
        Validate();
        Begin();
        _tensors.Clear();
        Collect();
        var summary = default(GradientSummary);
        Scan(Guard.MaximumNorm is not null, ref summary);
        if (summary.IsFinite)
        {
            var scale = Guard.Scale(Math.Sqrt(summary.SumOfSquares));
            Update(scale, summary.Largest * scale);
        }
        else if (Guard.NonFinite == NonFiniteGradients.Throw)
        {
            throw new NonFiniteGradientException($"A gradient holds {summary.Largest}. Nothing was changed; use smaller learning rates, or limit the gradients.");
        }
        else
        {
            SkippedSteps++;
        }
        return loss;
    }

    /// <summary>
    /// Drops the gradients, so that the next backward pass need not add to them: <c>grad</c> is null afterwards, but for <see cref="StepPath.Flat"/> parameters, where it is zero.
    /// </summary>
    public override void zero_grad()
    {
        foreach (var trained in _trained)
            trained.Parameter.grad = null;
    }

    /// <summary>Adds a group of parameters.</summary>
    /// <exception cref="ArgumentException">The group has no parameters, or one that the optimizer has already.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        var parameters = param_group.Parameters.ToList();
        if (parameters.Count == 0)
            throw new ArgumentException("The optimizer got no parameters to train.", nameof(param_group));
        var known = _trained.Select(trained => trained.Parameter.Handle).ToHashSet();
        if (!parameters.TrueForAll(parameter => known.Add(parameter.Handle)))
            throw new ArgumentException("The optimizer got a parameter twice.", nameof(param_group));
        param_group.Parameters = parameters;
        base.add_param_group(param_group);
        foreach (var parameter in parameters)
        {
            var state = new ParameterState(parameter);
            _state[parameter.Handle] = state;
            var trained = new TrainedParameter(parameter, state, param_group);
            _trained.Add(trained);
            _new.Add(trained);
            Added(trained);
        }
    }

    GradientPreparation IParameterUpdate.Prepare(TrainedParameter trained, double scale, double bound) => Prepare(trained, scale, bound);

    void IParameterUpdate.Apply(TrainedParameter trained, Tensor parameter, Tensor gradient) => Apply(trained, parameter, gradient);

    private protected abstract GradientPreparation Prepare(TrainedParameter trained, double scale, double bound);

    private protected abstract void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient);

    /// <summary>Throws where a step cannot be taken with the present settings; nothing was changed yet.</summary>
    private protected virtual void Validate()
    {
    }

    /// <summary>A parameter is new.</summary>
    private protected virtual void Added(TrainedParameter trained)
    {
    }

    /// <summary>A parameter takes part for the first time (weights may have been loaded since it was added), or again after a state was loaded.</summary>
    /// <param name="trained">The parameter; its step is 0 unless a state was loaded.</param>
    /// <param name="position">Its place among all parameters.</param>
    private protected virtual void Begin(TrainedParameter trained, int position)
    {
    }

    private void Begin()
    {
        if (_new.Count == 0)
            return;
        foreach (var again in SharedMemory.Find(_trained).Again)
            again.IsAgain = true;
        foreach (var trained in _new)
            Begin(trained, _trained.IndexOf(trained));
        _new.Clear();
    }

    /// <summary>Gathers the gradients of this step.</summary>
    private protected virtual void Collect()
    {
        foreach (var trained in _trained)
            if (!trained.IsFrozen && trained.Parameter.grad is { } gradient)
                _tensors.Add(trained, gradient);
    }

    /// <summary>Looks at the gradients of this step.</summary>
    private protected virtual void Scan(bool norm, ref GradientSummary summary) => _tensors.Scan(norm, ref summary);

    /// <summary>Takes the step.</summary>
    /// <param name="scale">The factor of all gradients.</param>
    /// <param name="largest">The largest magnitude of all gradients, scaled.</param>
    private protected virtual void Update(double scale, double largest) => _tensors.Step(scale, type => Guard.Bound(largest, type));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        _isDisposed = true;
        foreach (var trained in _trained)
            trained.State.Dispose();
    }
}
