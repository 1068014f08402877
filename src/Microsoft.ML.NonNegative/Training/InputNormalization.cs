namespace Microsoft.ML.NonNegative;

/// <summary>What is done with inputs after they were scaled to [0, 1].</summary>
public enum InputNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// From each value the mean of its channel in the training data is taken off, and the rest is divided by the channel's standard deviation. The non-negative network
    /// takes inputs in [lo, hi] by adding -lo: what feeds the hardware stays non-negative.
    /// </summary>
    PerChannel,
}
