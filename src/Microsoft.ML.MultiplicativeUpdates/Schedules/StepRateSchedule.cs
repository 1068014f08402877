using System.Runtime.CompilerServices;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Every n epochs: eta_in = eta_in * innerFactor; eta_out = eta_out * outerFactor; eta = eta * learningRateFactor.</summary>
/// <remarks>
/// NNStepLR in the code of Kirtas et al., Neurocomputing 576 (2024) 127352, which has no factor for eta. A rate whose factor is 1 is not driven: something else may drive it. A factor
/// above 1 for eta_out ends where it would exceed 1 and the rule keeps signs: that epoch throws.
/// </remarks>
public class StepRateSchedule : RateSchedule
{
    private readonly int _epochs;
    private readonly double _inner;
    private readonly double _outer;
    private readonly double _learningRate;

    /// <summary>A schedule of groups.</summary>
    /// <param name="groups">The groups, as <see cref="MultiplicativeOptimizer.Groups"/> gives them; at least one.</param>
    /// <param name="epochs">n, at least 1.</param>
    /// <param name="innerFactor">The factor of eta_in, greater than 0 and finite. Default: 1, unchanged.</param>
    /// <param name="outerFactor">The factor of eta_out, greater than 0 and finite. Default: 1, unchanged.</param>
    /// <param name="learningRateFactor">The factor of eta, greater than 0 and finite. Default: 1, unchanged.</param>
    /// <exception cref="ArgumentException">There are no groups.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public StepRateSchedule(IEnumerable<UpdateGroup> groups, int epochs, double innerFactor = 1, double outerFactor = 1, double learningRateFactor = 1)
        : base(groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        (_epochs, _inner, _outer, _learningRate) = (epochs, Factor(innerFactor), Factor(outerFactor), Factor(learningRateFactor));
        Epoch = 0;
    }

    /// <inheritdoc/>
    protected override UpdateRates RatesAt(int epoch, UpdateRates start, UpdateRates current)
    {
        return current with
        {
            InnerLearningRate = Driven(_inner, start.InnerLearningRate, current.InnerLearningRate),
            OuterLearningRate = Driven(_outer, start.OuterLearningRate, current.OuterLearningRate),
            LearningRate = Driven(_learningRate, start.LearningRate, current.LearningRate),
        };

        double Driven(double factor, double first, double now) => factor == 1 ? now : first * Math.Pow(factor, epoch / _epochs);
    }

    private static double Factor(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "It must be greater than 0 and finite.");
}
