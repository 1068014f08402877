namespace Microsoft.ML.NonNegative;

/// <summary>The batch normalisation of a <see cref="TrainedLayer"/>: y = gamma (z - mu) / sqrt(sigma^2 + <see cref="BatchNormalization.Epsilon"/>) + beta; one value an output each.</summary>
public sealed class TrainedNormalization
{
    private readonly Lazy<float[]> _scale;
    private readonly Lazy<float[]> _shift;
    private readonly Lazy<float[]> _mean;
    private readonly Lazy<float[]> _variance;

    internal TrainedNormalization(BatchNormalization normalization, ImageModel model) => (_scale, _shift, _mean, _variance) =
        (TrainedLayer.Copy(model, normalization.Scale), TrainedLayer.Copy(model, normalization.Shift), TrainedLayer.Copy(model, normalization.Mean), TrainedLayer.Copy(model, normalization.Variance));

    /// <summary>gamma.</summary>
    /// <inheritdoc cref="TrainedLayer.Weights" path="/exception"/>
    public ReadOnlySpan<float> Scale => _scale.Value;

    /// <summary>beta.</summary>
    /// <inheritdoc cref="TrainedLayer.Weights" path="/exception"/>
    public ReadOnlySpan<float> Shift => _shift.Value;

    /// <summary>mu over the training data.</summary>
    /// <inheritdoc cref="TrainedLayer.Weights" path="/exception"/>
    public ReadOnlySpan<float> Mean => _mean.Value;

    /// <summary>sigma^2 over the training data, at least 0.</summary>
    /// <inheritdoc cref="TrainedLayer.Weights" path="/exception"/>
    public ReadOnlySpan<float> Variance => _variance.Value;
}
