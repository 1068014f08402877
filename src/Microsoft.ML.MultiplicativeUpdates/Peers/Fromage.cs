using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Fromage, Frobenius matched gradient descent: theta_t = (theta_{t-1} - eta * g_t * ||theta_{t-1}|| / ||g_t||) / sqrt(1 + eta^2), norms over a whole parameter.</summary>
/// <remarks>
/// Bernstein, Vahdat, Yue and Liu, "On the distance between two neural networks and the stability of learning", NeurIPS 2020 (arXiv 2002.03432). Every step has the length
/// eta * ||theta||, whatever the scale of the gradients; the root takes back what a step at right angles to theta would lengthen it by.
/// The paper is silent on norms of 0. Here: a parameter that is zero counts as one of norm 1, so that its first step has the length eta; a gradient that is zero changes nothing.
/// </remarks>
/// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one.</param>
/// <param name="learningRate">eta, greater than 0 and finite. Default: 0.01, the paper's.</param>
/// <param name="guard">What is done with gradients before any parameter moves. Default: steps with NaN or infinities are skipped, and nothing is limited.</param>
/// <exception cref="ArgumentException">There are no parameters, or one is there twice.</exception>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class Fromage(IEnumerable<Parameter> parameters, double learningRate = 0.01, GradientGuard? guard = null)
    : PeerOptimizer(parameters, learningRate, guard)
{
    private protected override void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient, double rate)
    {
        var (length, slope) = (Norm(parameter), Norm(gradient));
        var still = slope.eq(0);
        length.masked_fill_(length.eq(0), 1);
        slope.masked_fill_(still, 1);
        var shrink = still.logical_not().to(ScalarType.Float64).mul_(rate * rate).add_(1).rsqrt_();
        parameter.add_(gradient.div(slope).mul_(length), -rate).mul_(shrink);
    }
}
