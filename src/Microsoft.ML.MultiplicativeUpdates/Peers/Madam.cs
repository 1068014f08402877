using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>
/// Madam: v_t = beta v_{t-1} + (1 - beta) g_t^2; u_t = clamp(g_t / sqrt(v_t / (1 - beta^t)), +-b); theta_t = clamp(theta_{t-1} * e^(-eta * sign(theta_{t-1}) * u_t), +-c),
/// with c = s * rms(theta_0).
/// </summary>
/// <remarks>
/// Bernstein et al., "Learning compositional functions via multiplicative weight updates", NeurIPS 2020 (arXiv 2006.14560). No step changes a sign. A zero stays a zero (and so does
/// a number so small that its share of a step is below what its type can hold); what becomes of parameters that are all zero at the start, <paramref name="zeros"/> says, as for the
/// multiplicative rule: the additive ones get theta - eta * u, without a limit c. Where v is 0, so is u. theta_0 is what a parameter is at its first step.
/// </remarks>
/// <param name="parameters">The parameters to train, as <c>module.parameters()</c> gives them; at least one.</param>
/// <param name="learningRate">eta, the typical relative change of a weight in one step; greater than 0 and finite. Default: 0.01, the paper's.</param>
/// <param name="weightBound">
/// s: a weight's magnitude is at most s times the root mean square of its parameter at the start; greater than 0 and finite. Default: 3, the authors', who tune it among 1, 2 and 3.
/// </param>
/// <param name="gradientBound">b, the largest magnitude of u; greater than 0 and finite. Default: 10, the authors'.</param>
/// <param name="beta">beta, in [0, 1). Default: 0.999, the paper's.</param>
/// <param name="zeros">What becomes of parameters that are all zero at the start. Default: <see cref="ZeroPolicy.Additive"/>.</param>
/// <param name="seed">Seeds what <see cref="ZeroPolicy.Perturb"/> draws, with a deviation of 0.2.</param>
/// <param name="guard">What is done with gradients before any parameter moves. Default: steps with NaN or infinities are skipped, and nothing is limited.</param>
/// <exception cref="ArgumentException">There are no parameters, or one is there twice.</exception>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or there is no such policy.</exception>
public sealed class Madam(
    IEnumerable<Parameter> parameters,
    double learningRate = 0.01,
    double weightBound = 3,
    double gradientBound = 10,
    double beta = 0.999,
    ZeroPolicy zeros = ZeroPolicy.Additive,
    int seed = 0,
    GradientGuard? guard = null)
    : PeerOptimizer(parameters, learningRate, guard)
{
    private const string MeanSquare = "mean square";
    private const string LargestWeight = "largest weight";

    private readonly double _weightBound = Positive(weightBound);
    private readonly double _gradientBound = Positive(gradientBound);
    private readonly double _beta = Decay(beta);
    private readonly ZeroPolicy _zeros = Enum.IsDefined(zeros) ? zeros : throw new ArgumentOutOfRangeException(nameof(zeros), zeros, "It is no policy for zeros.");

    private protected override void Begin(TrainedParameter trained, int position) =>
        ZeroParameters.Apply(trained, _zeros, MultiplicativeUpdateDefaults.PerturbationDeviation, seed, position);

    private protected override void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient, double rate)
    {
        var state = trained.State;

        var limit = trained.IsAdditive ? null : state.Find(LargestWeight) ?? state.Set(LargestWeight, RootMeanSquare(parameter).mul_(_weightBound).expand(parameter.shape));
        var root = state.Moment(MeanSquare).mul_(_beta).addcmul_(gradient, gradient, 1 - _beta).div(1 - Math.Pow(_beta, state.Step)).sqrt_();
        var direction = gradient.div(root).masked_fill_(root.eq(0), 0).clamp_(-_gradientBound, _gradientBound);
        if (limit is null)
            parameter.add_(direction, -rate);
        else
            parameter.mul_(direction.mul_(parameter.sign()).mul_(-rate).exp_()).clamp_(limit.neg(), limit);
    }
}
