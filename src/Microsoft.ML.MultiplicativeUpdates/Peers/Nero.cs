using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>
/// Nero, the neuronal rotator. For each neuron, its weights w and their gradient g: v_t = beta v_{t-1} + (1 - beta) ||g_t||^2;
/// w = w_{t-1} - eta * g_t * ||w_{t-1}|| / sqrt(v_t / (1 - beta^t)); then w_t = (w - mean(w)) / ||w - mean(w)||.
/// For each bias b: v_t = beta v_{t-1} + (1 - beta) g_t^2; b_t = b_{t-1} - eta * g_t * sigma / sqrt(v_t / (1 - beta^t)).
/// </summary>
/// <remarks>
/// <para>
/// Liu, Bernstein, Meister and Yue, "Learning by turning: neural architecture aware optimisation", ICML 2021 (arXiv 2102.07227), algorithm 1. It trains balanced networks: the weights of a
/// neuron have mean 0 and norm 1. The constructor makes them so, and thereby changes the network's outputs; a neuron that is balanced already, up to rounding, is left as it
/// is, so that a training run can be resumed. (Networks that must be non-negative cannot be balanced.)
/// </para>
/// <para>
/// A neuron is what shares the first index of a parameter with two or more dimensions, as in the weights of linear and convolution layers. Parameters with one dimension, or with one
/// weight a neuron, which cannot have mean 0 and norm 1, are treated as biases are. sigma, the initialisation scale of the biases, is the root mean square of the parameter at its first
/// step, or, where that is 0, <paramref name="biasScale"/>. Where v is 0, nothing moves. A neuron whose weights are all equal has no balanced form: it becomes 0, counts as one of
/// norm 1 and is balanced from its first step on. (v is held once for each weight of a neuron, as moments are here, and not once for each neuron, as in the paper.)
/// </para>
/// </remarks>
/// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one. Balanced by the constructor.</param>
/// <param name="learningRate">eta, the angle that a neuron's weights turn by in a typical step, in radians; greater than 0 and finite. Default: 0.01, the paper's.</param>
/// <param name="beta">beta, in [0, 1). Default: 0.999, the paper's.</param>
/// <param name="biasScale">sigma of biases that are all zero; greater than 0 and finite. Default: 0.01.</param>
/// <param name="guard">What is done with gradients before any parameter moves. Default: steps with NaN or infinities are skipped, and nothing is limited.</param>
/// <exception cref="ArgumentException">There are no parameters, or one is there twice.</exception>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class Nero(IEnumerable<Parameter> parameters, double learningRate = 0.01, double beta = 0.999, double biasScale = 0.01, GradientGuard? guard = null)
    : PeerOptimizer(parameters, learningRate, guard)
{
    private const string MeanSquare = "mean square";
    private const string Scale = "scale";

    private readonly double _beta = Decay(beta);
    private readonly double _biasScale = Positive(biasScale);

    private protected override void Added(TrainedParameter trained)
    {
        if (!HasNeurons(trained.Parameter))
            return;
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var given = trained.Parameter.to(ScalarType.Float64);
        var balanced = Balanced(given);
        var unbalanced = Lengths(balanced.sub(given)).gt(Resolution(trained.Type));
        trained.Parameter.copy_(where(unbalanced, balanced, given));
    }

    private protected override void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient, double rate)
    {
        var state = trained.State;
        var squares = HasNeurons(parameter) ? gradient.square().sum(Inputs(gradient), keepdim: true) : gradient.square();
        var root = state.Moment(MeanSquare).mul_(_beta).add_(squares, 1 - _beta).div(1 - Math.Pow(_beta, state.Step)).sqrt_();
        var step = gradient.div(root).masked_fill_(root.eq(0), 0);
        if (HasNeurons(parameter))
        {
            var lengths = Lengths(parameter);
            parameter.add_(step.mul_(lengths.masked_fill_(lengths.eq(0), 1)), -rate);
            parameter.copy_(Balanced(parameter));
        }
        else
        {
            parameter.add_(step.mul_(state.Find(Scale) ?? state.Set(Scale, ScaleOf(parameter).expand(parameter.shape))), -rate);
        }
    }

    private Tensor ScaleOf(Tensor parameter)
    {
        var scale = RootMeanSquare(parameter);
        return scale.masked_fill_(scale.eq(0), _biasScale);
    }

    private static Tensor Balanced(Tensor weights)
    {
        var centred = weights.sub(weights.mean(Inputs(weights), keepdim: true));
        var lengths = Lengths(centred);

        // What is left of equal weights is rounding.
        var equal = lengths.le(Lengths(weights).mul_(Resolution(weights.dtype)));
        return centred.div_(lengths).masked_fill_(equal, 0);
    }

    private static Tensor Lengths(Tensor weights) => weights.square().sum(Inputs(weights), keepdim: true).sqrt_();

    private static long[] Inputs(Tensor weights) => [.. Enumerable.Range(1, (int)weights.dim() - 1)];

    private static bool HasNeurons(Tensor parameter) => parameter.dim() > 1 && parameter.numel() > parameter.shape[0];

    // What rounding may move a neuron of norm 1 by.
    private static double Resolution(ScalarType type) => type switch
    {
        ScalarType.Float64 => 1e-12,
        ScalarType.Float32 => 1e-5,
        _ => 1e-2,
    };
}
