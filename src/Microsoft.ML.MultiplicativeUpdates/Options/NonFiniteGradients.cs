namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What a step does when a gradient holds NaN or an infinity. No parameter and no moment is touched in either case.</summary>
public enum NonFiniteGradients
{
    /// <summary>The whole step is skipped and counted in <see cref="FirstOrderOptimizer.SkippedSteps"/>.</summary>
    SkipStep,

    /// <summary>The step throws <see cref="NonFiniteGradientException"/>.</summary>
    Throw,
}
