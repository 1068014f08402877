namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What a step does when a gradient holds NaN or an infinity. No such gradient ever reaches a parameter or a moment.</summary>
public enum NonFiniteGradients
{
    /// <summary>The whole step is skipped and counted in <see cref="FirstOrderOptimizer.SkippedSteps"/>.</summary>
    SkipStep,

    /// <summary>
    /// Elements whose gradient is not finite stay as they are, moments included, the others move, and the step is counted in <see cref="FirstOrderOptimizer.SkippedSteps"/>.
    /// Saves looking at all gradients before the step (a third of the memory traffic of plain SGD) where it is <see cref="StepPath.Fused"/>; on other paths, and with a limit on the
    /// norm, which needs that look, the whole step is skipped.
    /// </summary>
    SkipElements,

    /// <summary>Nothing moves: the step throws <see cref="NonFiniteGradientException"/>.</summary>
    Throw,
}
