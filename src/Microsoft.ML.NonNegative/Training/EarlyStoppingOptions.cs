namespace Microsoft.ML.NonNegative;

/// <summary>Ends a phase of training when the validation images say that it gets no better.</summary>
public sealed class EarlyStoppingOptions
{
    /// <summary>What is watched.</summary>
    /// <value>Default: <see cref="ValidationMetric.Loss"/>.</value>
    public ValidationMetric Metric { get; set; } = ValidationMetric.Loss;

    /// <summary>How many epochs in a row may pass without a better value.</summary>
    /// <value>Default: 5. At least 1.</value>
    public int Patience { get; set; } = 5;

    /// <summary>By how much a value must be better to count as better.</summary>
    /// <value>Default: 0. At least 0; nats for the loss, a share from 0 to 1 for the accuracy.</value>
    public double MinimumChange { get; set; }

    /// <summary>Whether the weights of the best epoch are taken at the end of the phase, whether it ended early or not; else those of the last epoch.</summary>
    /// <value>Default: true.</value>
    public bool RestoreBest { get; set; } = true;

    internal EarlyStoppingOptions Copy() => (EarlyStoppingOptions)MemberwiseClone();

    internal IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Metric))
            yield return $"{nameof(Metric)} is {Metric}, which is no metric";
        if (Patience < 1)
            yield return FormattableString.Invariant($"{nameof(Patience)} must be at least 1, but is {Patience}");
        if (!(MinimumChange >= 0 && double.IsFinite(MinimumChange)))
            yield return FormattableString.Invariant($"{nameof(MinimumChange)} must be at least 0 and finite, but is {MinimumChange}");
    }
}

/// <summary>What is measured on the validation images after every epoch.</summary>
public enum ValidationMetric
{
    /// <summary>The mean cross-entropy; smaller is better.</summary>
    Loss,

    /// <summary>The share of images that are classified right; larger is better.</summary>
    Accuracy,
}
