using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>An optimizer that update rules are compared with: its equation has one learning rate, which TorchSharp's schedulers drive, and no rule of its own to choose.</summary>
/// <remarks>
/// Peers are computed in tensor operations, a parameter at a time. What their authors call a layer is a parameter. They have no integer arithmetic: parameters are floating-point.
/// </remarks>
public abstract class PeerOptimizer : FirstOrderOptimizer
{
    private protected PeerOptimizer(IEnumerable<Parameter> parameters, double learningRate, GradientGuard? guard)
        : base(Checked(guard ?? new GradientGuard()))
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _defaults = new OptimizerOptions { LearningRate = Positive(learningRate), InitialLearningRate = learningRate };
        add_param_group(new ParamGroup { Parameters = parameters });
    }

    /// <summary>Adds a group of parameters, with a learning rate of its own where its options have one.</summary>
    /// <exception cref="ArgumentException">The group has no parameters, or one that the optimizer has already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The group's learning rate is not greater than 0 and finite.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        var options = param_group.Options ??= new OptimizerOptions();
        options.LearningRate = Positive(options.LearningRate ?? _defaults.LearningRate!.Value, nameof(param_group));
        options.InitialLearningRate = options.LearningRate.Value;
        base.add_param_group(param_group);
    }

    private protected sealed override GradientPreparation Prepare(TrainedParameter trained, double scale, double bound) => new(scale, bound, Penalty: 0, Keep: 1);

    private protected sealed override void Validate()
    {
        foreach (var group in _parameter_groups)
            if (!(group.LearningRate >= 0 && double.IsFinite(group.LearningRate)))
                throw new InvalidOperationException(FormattableString.Invariant($"The learning rate is {group.LearningRate}. Nothing was changed; look at what sets it."));
    }

    private protected sealed override void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient) => Apply(trained, parameter, gradient, trained.Group.LearningRate);

    private protected abstract void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient, double rate);

    /// <summary>The Euclidean norm, a double-precision scalar: squares of single precision neither overflow nor vanish there.</summary>
    private protected static Tensor Norm(Tensor tensor) => tensor.to(ScalarType.Float64).square().sum().sqrt();

    /// <summary>The root mean square, a scalar of the tensor's type.</summary>
    private protected static Tensor RootMeanSquare(Tensor tensor) => tensor.to(ScalarType.Float64).square().mean().sqrt().to(tensor.dtype);

    private protected static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "It must be greater than 0 and finite.");

    private protected static double Decay(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be at least 0 and less than 1.");

    private static GradientGuard Checked(GradientGuard guard)
    {
        if (!Enum.IsDefined(guard.NonFinite))
            throw new ArgumentOutOfRangeException(nameof(guard), guard.NonFinite, "It is no policy for gradients.");
        Positive(guard.MaximumNorm ?? 1, nameof(guard));
        Positive(guard.MaximumValue ?? 1, nameof(guard));
        return guard;
    }
}
