using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>signSGD: theta_t = theta_{t-1} - eta * sign(g_t). With momentum, Signum: m_t = beta m_{t-1} + (1 - beta) g_t; theta_t = theta_{t-1} - eta * sign(m_t).</summary>
/// <remarks>
/// Bernstein, Wang, Azizzadenesheli and Anandkumar, "signSGD: Compressed optimisation for non-convex problems", ICML 2018; without its weight decay and its vote of several workers.
/// Every element moves by eta at every step, in parameters that are zero at the start as well; an element whose gradient (or m) is exactly 0 stays.
/// </remarks>
/// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one.</param>
/// <param name="learningRate">eta, greater than 0 and finite. Default: 0.0001.</param>
/// <param name="momentum">beta, in [0, 1). Default: 0, signSGD; the authors' Signum has 0.9.</param>
/// <param name="guard">What is done with gradients before any parameter moves. Default: steps with NaN or infinities are skipped, and nothing is limited.</param>
/// <exception cref="ArgumentException">There are no parameters, or one is there twice.</exception>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class SignSgd(IEnumerable<Parameter> parameters, double learningRate = 1e-4, double momentum = 0, GradientGuard? guard = null)
    : PeerOptimizer(parameters, learningRate, guard)
{
    private const string Mean = "momentum";

    private readonly double _momentum = Decay(momentum);

    private protected override void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient, double rate)
    {
        var direction = _momentum == 0 ? gradient : trained.State.Moment(Mean).mul_(_momentum).add_(gradient, 1 - _momentum);
        parameter.add_(direction.sign(), -rate);
    }
}
