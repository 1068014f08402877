using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>A trained image classifier: adds the probability of each class and the most probable class to data.</summary>
/// <remarks>
/// A non-negative model scores by the fused form, which gives the numbers of the split form (W+ on the inputs, W- on the rotated inputs, no negative number but in the
/// read-out) at half its cost; <see cref="Verify(IDataView)"/> runs the split form itself, as hardware does.
/// Features outside the range of the training data are clamped to it; a row with NaN among its features gets NaN scores and a missing label.
/// Scoring is thread-safe. Dispose the model, once nobody scores with it any more, to free its native memory.
/// </remarks>
public sealed class NonNegativeImageClassificationTransformer : ITransformer, ICanSaveModel, IDisposable
{
    internal const string LoaderSignature = "NonNegativeImageClass";

    private const string ModelSignature = "NNIMGCLS";
    private const uint Version = 0x00010001;
    private const string ModelEntry = "Network.bin";

    /// <summary>How signed models are rewritten: their features are clamped to the range in any case.</summary>
    internal static readonly IsomorphicOptions Isomorphism = new() { OutsideInputs = OutsideInputs.Clip };

    private readonly IHost _host;
    private readonly ImageModel _model;
    private bool _disposed;

    internal NonNegativeImageClassificationTransformer(IHostEnvironment environment, ImageModel model, ModelColumns columns, TrainingHistory history)
    {
        _host = environment.Register(nameof(NonNegativeImageClassificationTransformer));
        _model = model;
        Columns = columns;
        History = history;
    }

    /// <summary>Whether this is a non-negative network, or the signed one that it can be made of.</summary>
    public WeightConstraint Constraint => Model.Network is NonNegativeNetwork ? WeightConstraint.NonNegative : WeightConstraint.Signed;

    /// <summary>The network's layers.</summary>
    public NetworkDescription Network => Model.Network.Description;

    /// <summary>The smallest weight or bias: below 0 in a signed network, at least 0 in a non-negative one.</summary>
    public double SmallestWeight => Model.Network.StoredParameters.Min(parameter =>
    {
        using var smallest = parameter.min();
        return smallest.item<float>();
    });

    /// <summary>The range of the features in the training data, which becomes [0, 1] before the network; what lies outside is clamped.</summary>
    public SignalRange FeatureRange => Model.Scaling.Range;

    /// <summary>How the model was trained; empty for a loaded model, as model files do not hold it.</summary>
    public TrainingHistory History { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    internal ModelColumns Columns { get; }

    /// <summary>The model, as long as it is not disposed.</summary>
    internal ImageModel Model
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _model;
        }
    }

    /// <summary>The non-negative model with the same outputs, untrained as such.</summary>
    /// <returns>A new model, to be disposed on its own.</returns>
    /// <exception cref="InvalidOperationException">
    /// This model is non-negative already, or has an activation without upper bound, which <see cref="ToNonNegative(IDataView, double)"/> bounds on data.
    /// </exception>
    public NonNegativeImageClassificationTransformer ToNonNegative()
    {
        var signed = RequireSigned();
        return signed.Description.Activations.FirstOrDefault(site => !site.Activation.IsBounded) is { } unbounded
            ? throw new InvalidOperationException($"The activation '{unbounded.Activation}' of layer {unbounded.Layer} has no upper bound, which a non-negative network needs. Call {nameof(ToNonNegative)}(calibration) with some of the training data, which finds bounds on it, or train with {nameof(Activations)}.{nameof(Activations.ReluN)}.")
            : ToNonNegative(signed);
    }

    /// <summary>The non-negative model, untrained as such, every ReLU without bound bounded on data first. Its outputs are the same wherever no bound is exceeded.</summary>
    /// <param name="calibration">Data with the feature column, such as the training data; other columns are not read. It is read twice.</param>
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
        using var bounded = RequireSigned().BoundActivations(FeatureBatches.Read(calibration, Columns.Features, Model), quantile).Network;
        return ToNonNegative(bounded);
    }

    /// <summary>Writes the network to a file as hardware holds it: a NumPy archive (.npz) of W+, W-, b' and c, and a description of everything else; non-negative models only.</summary>
    /// <param name="path">The file, usually "*.npz", in a folder that exists. Replaced where it exists, but only by a complete one.</param>
    /// <remarks>
    /// The file holds the network alone. What feeds the hardware has to do what this model does with a row before its network: each feature x becomes
    /// (x - lower) / (upper - lower), with lower and upper from <see cref="FeatureRange"/>, clamped to [0, 1]. The file's outputs are the scores before softmax; the names of the
    /// classes are not in it. <see cref="HardwareExport"/> describes the format.
    /// </remarks>
    /// <exception cref="InvalidOperationException">This model is signed.</exception>
    /// <inheritdoc cref="HardwareExport.Write(NonNegativeNetwork, string)" path="/exception"/>
    public void ExportForHardware(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        HardwareExport.Write(RequireNonNegative("export"), path);
    }

    /// <summary>Runs data through the network in the split form and reports its smallest weight and signal; non-negative models only.</summary>
    /// <param name="data">Data with the feature column; other columns are not read.</param>
    /// <exception cref="InvalidOperationException">This model is signed, or the data has no rows.</exception>
    public EquivalenceReport Verify(IDataView data) => Verify(data, null);

    /// <summary>
    /// Runs data through the network in the split form, reports its smallest weight and signal, and holds every layer and the outputs against a signed model.
    /// </summary>
    /// <param name="data">Data with the feature column; other columns are not read.</param>
    /// <param name="signed">The model that this one was made of. Its activations may be others: where they had no bound, the report shows what the bounds change.</param>
    /// <exception cref="InvalidOperationException">This model is signed, or the data has no rows.</exception>
    /// <exception cref="ArgumentException"><paramref name="signed"/> is not signed or has other layers.</exception>
    public EquivalenceReport VerifyAgainst(IDataView data, NonNegativeImageClassificationTransformer signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        return signed.Model.Network is SignedNetwork network && WithoutActivations(network.Description.Fold()).Equals(WithoutActivations(Network)) && signed.Model.Scaling.Equals(Model.Scaling)
            ? Verify(data, network)
            : throw new ArgumentException("The model to compare with must be signed and have the same layers, activations aside, and the same feature range.", nameof(signed));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The features are missing or of another type or size.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>Adds the model's columns; rows are scored in batches, as they are asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The features are missing or of another type or size.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoringDataView(input, Bind(input.Schema));
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    /// <summary>Frees the network; nothing can be scored afterwards.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _model.Dispose();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        MLNetBridge.SetVersion(ctx, ModelSignature, Version, LoaderSignature, typeof(NonNegativeImageClassificationTransformer).Assembly.GetName().Name!);
        MLNetBridge.SaveStream(ctx, ModelEntry, writer => ModelFile.Write(writer, Model, Columns));
    }

    // ML.NET finds this by reflection; the second argument is its ModelLoadContext, which is not public.
    private static NonNegativeImageClassificationTransformer Create(IHostEnvironment env, object ctx)
    {
        try
        {
            (ImageModel Model, ModelColumns Columns)? loaded = null;
            if (!MLNetBridge.LoadStream(ctx, ModelEntry, reader => loaded = ModelFile.Read(reader)))
                throw new InvalidDataException($"The model file has no entry '{ModelEntry}': it is incomplete. Copy it again from its source.");
            return new NonNegativeImageClassificationTransformer(env, loaded!.Value.Model, loaded.Value.Columns, TrainingHistory.None);
        }
        catch (Exception e)
        {
            MLNetBridge.Mark(e);
            throw;
        }
    }

    // One and the same activation everywhere.
    private static NetworkDescription WithoutActivations(NetworkDescription network) => network.Rewrite(activation: (_, _) => Activations.Sinusoidal);

    private SignedNetwork RequireSigned() => Model.Network as SignedNetwork ?? throw new InvalidOperationException("The model is non-negative already.");

    private NonNegativeNetwork RequireNonNegative(string purpose) => Model.Network as NonNegativeNetwork
        ?? throw new InvalidOperationException($"The model is signed; {nameof(ToNonNegative)} gives the non-negative one to {purpose}.");

    private NonNegativeImageClassificationTransformer ToNonNegative(SignedNetwork signed) =>
        new(_host, new ImageModel(signed.ToNonNegative(Model.Scaling.Inputs, Isomorphism), Model.Scaling, Model.Labels, Model.Preparation), Columns, History);

    private EquivalenceReport Verify(IDataView data, SignedNetwork? signed)
    {
        ArgumentNullException.ThrowIfNull(data);
        var report = EquivalenceCheck.Run(RequireNonNegative("verify"), FeatureBatches.Read(data, Columns.Features, Model), signed);
        return report.Rows > 0 ? report : throw new InvalidOperationException("The data to verify with has no rows.");
    }

    private ScoringRowMapper Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ScoringRowMapper(Model, Columns, inputSchema);
    }
}
