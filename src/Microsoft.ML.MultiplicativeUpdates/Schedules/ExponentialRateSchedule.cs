namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>In epoch k: eta_in * innerFactor^k; eta_out * outerFactor^k; eta * learningRateFactor^k. A <see cref="StepRateSchedule"/> with a step at every epoch.</summary>
/// <param name="groups">The groups, as <see cref="MultiplicativeOptimizer.Groups"/> gives them; at least one.</param>
/// <param name="innerFactor">The factor of eta_in, greater than 0 and finite. Default: 1, unchanged.</param>
/// <param name="outerFactor">The factor of eta_out, greater than 0 and finite. Default: 1, unchanged.</param>
/// <param name="learningRateFactor">The factor of eta, greater than 0 and finite. Default: 1, unchanged.</param>
/// <exception cref="ArgumentException">There are no groups.</exception>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class ExponentialRateSchedule(IEnumerable<UpdateGroup> groups, double innerFactor = 1, double outerFactor = 1, double learningRateFactor = 1)
    : StepRateSchedule(groups, 1, innerFactor, outerFactor, learningRateFactor);
