namespace Microsoft.ML.Data;

/// <summary>How well a multiclass classifier did.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics()
    {
    }

    public double LogLoss { get; internal init; }

    public double LogLossReduction { get; internal init; }

    public double MacroAccuracy { get; internal init; }

    public double MicroAccuracy { get; internal init; }

    public double TopKAccuracy => TopKAccuracyForAllK?.LastOrDefault() ?? 0;

    public int TopKPredictionCount { get; internal init; }

    public IReadOnlyList<double> TopKAccuracyForAllK { get; internal init; } = null!;

    public IReadOnlyList<double> PerClassLogLoss { get; internal init; } = null!;

    public ConfusionMatrix ConfusionMatrix { get; internal init; } = null!;
}
