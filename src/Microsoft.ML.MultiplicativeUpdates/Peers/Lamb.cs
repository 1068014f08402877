using System.Runtime.CompilerServices;
using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>
/// LAMB: r_t = u_t + lambda * theta_{t-1}, with Adam's u_t = m_t / (1 - beta_1^t) / (sqrt(v_t / (1 - beta_2^t)) + epsilon);
/// theta_t = theta_{t-1} - eta * r_t * ||theta_{t-1}|| / ||r_t||, norms over a whole parameter.
/// </summary>
/// <remarks>
/// You et al., "Large batch optimization for deep learning: training BERT in 76 minutes", ICLR 2020, algorithm 2, with phi(z) = z. Where ||theta|| or ||r|| is 0, their ratio, the
/// trust ratio, is taken to be 1: a parameter that is zero at the start takes a step of Adam.
/// </remarks>
/// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one.</param>
/// <param name="learningRate">eta, greater than 0 and finite. Default: 0.001.</param>
/// <param name="beta1">beta_1, in [0, 1). Default: 0.9, the paper's.</param>
/// <param name="beta2">beta_2, in [0, 1). Default: 0.999, the paper's.</param>
/// <param name="epsilon">epsilon, greater than 0 and finite. Default: 0.000001.</param>
/// <param name="weightDecay">lambda, at least 0 and finite. Default: 0.01. It acts on r_t, not on the moments.</param>
/// <param name="guard">What is done with gradients before any parameter moves. Default: steps with NaN or infinities are skipped, and nothing is limited.</param>
/// <exception cref="ArgumentException">There are no parameters, or one is there twice.</exception>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class Lamb(
    IEnumerable<Parameter> parameters,
    double learningRate = 1e-3,
    double beta1 = 0.9,
    double beta2 = 0.999,
    double epsilon = 1e-6,
    double weightDecay = 0.01,
    GradientGuard? guard = null)
    : PeerOptimizer(parameters, learningRate, guard)
{
    private readonly AdamDirection _adam = new(beta1, beta2, epsilon);
    private readonly double _weightDecay = NotNegative(weightDecay);

    private protected override void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient, double rate)
    {
        var step = _adam.Compute(gradient, trained.State).add(parameter, _weightDecay);
        var (length, stepLength) = (Norm(parameter), Norm(step));
        var trust = length.div(stepLength).masked_fill_(length.eq(0).logical_or(stepLength.eq(0)), 1);
        parameter.add_(step.mul_(trust), -rate);
    }

    private static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "It must be at least 0 and finite.");
}
