#nullable disable
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>RMSProp: v = alpha v + (1 - alpha) g^2; theta -= eta g / (sqrt(v) + eps), with the variance for v where centered, and momentum on the quotient.</summary>
public partial class RMSProp : OptimizerHelper, optim.IMomentum
{
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0.0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize) { }

    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0.0, bool centered = false, bool maximize = false)
    {
        if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}");
        if (eps < 0) throw new ArgumentException($"Invalid ε: {eps}");
        if (alpha < 0) throw new ArgumentException($"Invalid alpha: {alpha}");
        if (momentum < 0.0) throw new ArgumentException($"Invalid momentum value: {momentum}");
        if (weight_decay < 0.0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize };
        _parameter_groups = [];
        foreach (var group in parameters) add_param_group(group);
    }

    public double Momentum
    {
        get => ((Options)_defaults).momentum.Value;
        set => ((Options)_defaults).momentum = value;
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        var options = (Options)(param_group.Options ??= new Options());
        options.LearningRate ??= defaults.LearningRate;
        options.momentum ??= defaults.momentum;
        options.alpha ??= defaults.alpha;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.centered ??= defaults.centered;
        options.maximize ??= defaults.maximize;
        options.InitialLearningRate = options.LearningRate.Value;
        _parameter_groups.Add(param_group);
        foreach (var parameter in param_group.Parameters) (_state[parameter.Handle] = new State(parameter)).Initialize(options);
    }

    public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup>(group =>
    {
        var options = group.Options;
        var (alpha, rate) = (options.alpha.Value, options.LearningRate.Value);
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } grad) continue;
            if (options.maximize.Value) grad = -grad;
            var state = (State)_state[parameter.Handle];
            state.step++;
            if (options.weight_decay != 0) grad = grad.add(parameter, options.weight_decay.Value);
            var second = state.square_avg.mul_(alpha).addcmul_(grad, grad, 1 - alpha);
            if (options.centered.Value)
            {
                var mean = state.grad_avg.mul_(alpha).add_(grad, 1 - alpha);
                second = second.addcmul(mean, mean, -1);
            }
            var root = second.sqrt().add_(options.eps.Value);
            if (options.momentum > 0) parameter.add_(state.momentum_buffer.mul_(options.momentum.Value).addcdiv_(grad, root), -rate);
            else parameter.addcdiv_(grad, root, -rate);
        }
    }, closure);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        foreach (var state in _state.values().OfType<State>()) state.Dispose();
        _state.clear();
    }

    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0.0, bool centered = false)
            : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered }) { }

        public double Momentum
        {
            get => Options.momentum.Value;
            set => Options.momentum = value;
        }
    }
}
