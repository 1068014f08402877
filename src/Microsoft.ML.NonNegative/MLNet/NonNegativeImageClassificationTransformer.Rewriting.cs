namespace Microsoft.ML.NonNegative;

// From a signed model to a non-negative one and back, and on to hardware.
public sealed partial class NonNegativeImageClassificationTransformer
{
    /// <summary>How signed models are rewritten: their features are clamped to the range in any case.</summary>
    internal static readonly IsomorphicOptions Isomorphism = new() { OutsideInputs = OutsideInputs.Clip };

    /// <summary>The non-negative model with the same outputs, untrained as such.</summary>
    /// <returns>A new model, to be disposed on its own.</returns>
    /// <exception cref="InvalidOperationException">
    /// This model is non-negative already, or has an activation without upper bound, which <see cref="ToNonNegative(IDataView, double)"/> bounds on data.
    /// </exception>
    public NonNegativeImageClassificationTransformer ToNonNegative()
    {
        using var use = _model.Use();
        var signed = RequireSigned();
        return signed.Description.Activations.FirstOrDefault(site => !site.Activation.IsBounded) is { } unbounded
            ? throw new InvalidOperationException($"The activation '{unbounded.Activation}' of layer {unbounded.Layer} has no upper bound, which a non-negative network needs. Call {nameof(ToNonNegative)}(calibration) with some of the training data, which finds bounds on it, or train with {nameof(Activations)}.{nameof(Activations.ReluN)}.")
            : ToNonNegative(signed);
    }

    /// <summary>The non-negative model, untrained as such, every ReLU without bound bounded on data first. Its outputs are the same wherever no bound is exceeded.</summary>
    /// <param name="calibration">Data with the feature column, such as the training data; other columns are not read, nor are rows whose image is missing or cannot be read. It is read twice.</param>
    /// <param name="quantile">
    /// Where the bound of an activation is: 1 for its largest output on the data, below 1 for the output that this share of all outputs do not exceed. Above 0. A lower
    /// bound makes offsets smaller, which hardware of few bits gains from, and cuts off the outputs above; <see cref="VerifyAgainst"/> shows what that changes.
    /// </param>
    /// <returns>A new model, to be disposed on its own.</returns>
    /// <exception cref="InvalidOperationException">This model is non-negative already, or an activation gives outputs that are not finite, as for features that are NaN.</exception>
    /// <exception cref="ArgumentException">The data has no rows, or an activation of your own has no upper bound.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not in (0, 1], or the features are missing or of another type or size.</exception>
    public NonNegativeImageClassificationTransformer ToNonNegative(IDataView calibration, double quantile = 1)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        using var use = _model.Use();
        using var bounded = RequireSigned().BoundActivations(FeatureBatches.Read(calibration, Columns.Features, _model), quantile).Network;
        return ToNonNegative(bounded);
    }

    /// <summary>The signed model with the same outputs but for rounding: W = W+ - W-, with b to match.</summary>
    /// <returns>A new model, to be disposed on its own. Batch normalisation that was folded stays so, and bounds of activations stay.</returns>
    /// <exception cref="InvalidOperationException">This model is signed already.</exception>
    public NonNegativeImageClassificationTransformer ToSigned()
    {
        using var use = _model.Use();
        return _model.Network is NonNegativeNetwork nonNegative ? With(nonNegative.ToSigned()) : throw new InvalidOperationException("The model is signed already.");
    }

    /// <summary>Writes the network to a file as hardware holds it: a NumPy archive (.npz) of W+, W-, b' and c, and a description of everything else; non-negative models only.</summary>
    /// <param name="path">The file, usually "*.npz", in a folder that exists. Replaced where it exists, but only by a complete one.</param>
    /// <remarks>
    /// The file holds the network alone. What feeds the hardware has to do what this model does with a row before its network: each feature x becomes
    /// (x - lower) / (upper - lower), with lower and upper from <see cref="FeatureRange"/>, clamped to [0, 1]; where <see cref="TrainedNetwork.InputMean"/> is not empty, that minus
    /// the mean of its channel, divided by the deviation of its channel, which is below 0 in part (the file says what range it was written for). The file's outputs are the scores before softmax; the names of the
    /// classes are not in it. <see cref="HardwareExport"/> describes the format.
    /// </remarks>
    /// <exception cref="InvalidOperationException">This model is signed.</exception>
    /// <inheritdoc cref="HardwareExport.Write(NonNegativeNetwork, string)" path="/exception"/>
    public void ExportForHardware(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var use = _model.Use();
        HardwareExport.Write(RequireNonNegative("export"), path);
    }

    /// <summary>Runs data through the network in the split form and reports its smallest weight and signal; non-negative models only.</summary>
    /// <param name="data">Data with the feature column; other columns are not read, nor are rows whose image is missing or cannot be read.</param>
    /// <exception cref="InvalidOperationException">This model is signed, or the data has no rows.</exception>
    public EquivalenceReport Verify(IDataView data) => Verify(data, null);

    /// <summary>
    /// Runs data through the network in the split form, reports its smallest weight and signal, and holds every layer and the outputs against a signed model.
    /// </summary>
    /// <param name="data">Data with the feature column; other columns are not read, nor are rows whose image is missing or cannot be read.</param>
    /// <param name="signed">The model that this one was made of. Its activations may be others: where they had no bound, the report shows what the bounds change.</param>
    /// <exception cref="InvalidOperationException">This model is signed, or the data has no rows.</exception>
    /// <exception cref="ArgumentException"><paramref name="signed"/> is not signed or has other layers.</exception>
    public EquivalenceReport VerifyAgainst(IDataView data, NonNegativeImageClassificationTransformer signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        using var other = signed._model.Use();
        return signed.ImageModel.Network is SignedNetwork network && WithoutActivations(network.Description.Fold()).Equals(WithoutActivations(Network)) && signed.ImageModel.Scaling.Equals(ImageModel.Scaling)
            ? Verify(data, network)
            : throw new ArgumentException("The model to compare with must be signed and have the same layers, activations aside, and the same feature range.", nameof(signed));
    }

    // One and the same activation everywhere.
    private static NetworkDescription WithoutActivations(NetworkDescription network) => network.Rewrite(activation: (_, _) => Activations.Sinusoidal);

    private SignedNetwork RequireSigned() => _model.Network as SignedNetwork ?? throw new InvalidOperationException("The model is non-negative already.");

    private NonNegativeNetwork RequireNonNegative(string purpose) => _model.Network as NonNegativeNetwork
        ?? throw new InvalidOperationException($"The model is signed; {nameof(ToNonNegative)} gives the non-negative one to {purpose}.");

    private NonNegativeImageClassificationTransformer ToNonNegative(SignedNetwork signed) => With(signed.ToNonNegative(_model.Scaling.Inputs, Isomorphism));

    private NonNegativeImageClassificationTransformer With(IScoringNetwork network) =>
        new(_host, new ImageModel(network, _model.Scaling, _model.Labels, _model.Preparation), Columns, History);

    private EquivalenceReport Verify(IDataView data, SignedNetwork? signed)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var use = _model.Use();
        var report = EquivalenceCheck.Run(RequireNonNegative("verify"), FeatureBatches.Read(data, Columns.Features, _model), signed);
        return report.Rows > 0 ? report : throw new InvalidOperationException("The data to verify with has no rows.");
    }
}
