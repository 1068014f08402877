namespace Microsoft.ML.NonNegative;

/// <summary>What training does when the loss is no longer a number, or exceeds 1,000 times what guessing would give (ln K for K classes).</summary>
public enum DivergenceAction
{
    /// <summary>It stops with an <see cref="InvalidOperationException"/> that says where.</summary>
    Throw,

    /// <summary>It goes back to the last checkpoint interval's end and goes on with half the learning rates, up to 5 times; then it stops as by <see cref="Throw"/>.</summary>
    GoBack,
}
