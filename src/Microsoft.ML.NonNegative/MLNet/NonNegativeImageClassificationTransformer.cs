using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>A trained image classifier: adds the probability of each class and the most probable class to data.</summary>
/// <remarks>
/// <para>
/// A model that was trained on images takes images in any of these forms: an image column (<c>MLImage</c>), a vector of <see cref="byte"/> with the encoded file (of known or
/// unknown size), or a known-size vector of <see cref="float"/> with the pixels as <c>ExtractPixels</c> gives them (0 to 255, channel after channel, of exactly the network's
/// size). Images are brought to the network's size as in training. A row whose image is missing, cannot be read or has more pixels than the model accepts gets NaN scores and a missing label.
/// A model that was trained on vectors takes a known-size vector of <see cref="float"/> of the same size. Features outside the range of the training data are clamped to it; a row with
/// NaN among its features gets NaN scores and a missing label.
/// </para>
/// <para>
/// A non-negative model scores by the fused form, which gives the numbers of the split form (W+ on the inputs, W- on the rotated inputs, no negative number but in the
/// read-out) at half its cost; <see cref="Verify(IDataView)"/> runs the split form itself, as hardware does.
/// </para>
/// <para>
/// Everything is thread-safe. Threads that score at once share libtorch's threads: a service that scores on many is usually fastest with <c>torch.set_num_threads(1)</c>, and with
/// OPENBLAS_NUM_THREADS=1 or MKL_NUM_THREADS=1 in its environment. A PredictionEngine frees the model when it is disposed, unless it was made with OwnsTransformer = false. Dispose the model to free its native memory: what computes at that moment on other threads comes to its end first (<see cref="Dispose"/> does not
/// wait for it), and what comes later throws <see cref="ObjectDisposedException"/>.
/// </para>
/// </remarks>
public sealed partial class NonNegativeImageClassificationTransformer : ISingleFeaturePredictionTransformer<TrainedNetwork>, ICanSaveModel, IDisposable
{
    internal const string LoaderSignature = "NonNegativeImageClass";

    private const string ModelSignature = "NNIMGCLS";
    private const uint Version = 0x00010001;
    private const string ModelEntry = "Network.bin";

    private readonly IHost _host;
    private readonly ImageModel _model;
    private readonly Lazy<TrainedNetwork> _view;

    internal NonNegativeImageClassificationTransformer(IHostEnvironment environment, ImageModel model, ModelColumns columns, TrainingHistory history)
    {
        _host = environment.Register(nameof(NonNegativeImageClassificationTransformer));
        _model = model;
        _view = new(() => new TrainedNetwork(model));
        Columns = columns;
        History = history;
    }

    /// <summary>What the model consists of: layers, weights, classes, scaling.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public TrainedNetwork Model
    {
        get
        {
            using var use = _model.Use();
            return _view.Value;
        }
    }

    /// <summary>Whether this is a non-negative network, the signed one that it can be made of, or one that was clipped while training.</summary>
    public WeightConstraint Constraint => ImageModel.Constraint;

    /// <summary>The network's layers.</summary>
    public NetworkDescription Network => ImageModel.Network.Description;

    /// <summary>The smallest weight or bias: below 0 in a signed network, at least 0 in a non-negative or clipped one.</summary>
    public double SmallestWeight
    {
        get
        {
            using var use = _model.Use();
            return _model.Network.StoredParameters.Min(parameter =>
            {
                using var smallest = parameter.min();
                return smallest.item<float>();
            });
        }
    }

    /// <summary>The range of the features in the training data, which becomes [0, 1]; what lies outside is clamped. Where <see cref="TrainedNetwork.InputMean"/> is not empty, normalisation follows.</summary>
    public SignalRange FeatureRange => ImageModel.Scaling.Range;

    /// <summary>The column with the features.</summary>
    public string FeatureColumnName => Columns.Features;

    /// <summary>The type of features that every model takes: a vector of <see cref="float"/>; of a model that was trained on images, of the shape [channels, height, width].</summary>
    public DataViewType FeatureColumnType => FeatureColumn.VectorType(ImageModel);

    /// <summary>How the model was trained; empty for a loaded model, as model files do not hold it.</summary>
    public TrainingHistory History { get; }

    /// <summary>Always: rows are scored one by one, so that a PredictionEngine can use the model.</summary>
    public bool IsRowToRowMapper => true;

    internal ModelColumns Columns { get; }

    /// <summary>The model, as long as it is not disposed.</summary>
    internal ImageModel ImageModel
    {
        get
        {
            ObjectDisposedException.ThrowIf(_model.IsDisposed, this);
            return _model;
        }
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

    /// <summary>Frees the network, as soon as what computes with it on other threads has come to its end; nothing can be scored afterwards.</summary>
    public void Dispose() => _model.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        using var use = _model.Use();
        MLNetBridge.SetVersion(ctx, ModelSignature, Version, LoaderSignature, typeof(NonNegativeImageClassificationTransformer).Assembly.GetName().Name!);
        MLNetBridge.SaveStream(ctx, ModelEntry, writer => ModelFile.Write(writer, ImageModel, Columns));
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

    private ScoringRowMapper Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ScoringRowMapper(ImageModel, Columns, inputSchema);
    }
}
