using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Trains an image classifier whose weights, biases and signals are all non-negative, as photonic and other neuromorphic hardware needs it.</summary>
/// <remarks>
/// <para>Create it with <see cref="NonNegativeCatalog.NonNegative(MulticlassClassificationCatalog.MulticlassClassificationTrainers, string, string)"/>.</para>
/// <para>
/// Training has three steps: a signed network is trained with <see cref="Options.Update"/>; it is rewritten as a non-negative network with the same outputs
/// (arXiv 2310.01084), with batch normalisation folded and activations without bound bounded on training data; that network is trained on by the multiplicative rule, which
/// never changes a sign.
/// </para>
/// <list type="table">
/// <listheader><term>Column</term><description>Type</description></listheader>
/// <item><term>Label (input)</term><description>key, as <c>MapValueToKey</c> makes it; rows without a label are left out</description></item>
/// <item><term>Features (input)</term><description>known-size vector of <see cref="float"/>, scaled from its range in the training data to [0, 1]; or an image (<c>MLImage</c>), or a vector of <see cref="byte"/> with an encoded image, of any size</description></item>
/// <item><term>Score (output)</term><description>vector of <see cref="float"/>: the probability of each class, sum 1</description></item>
/// <item><term>PredictedLabel (output)</term><description>key: the most probable class</description></item>
/// </list>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Machine learning task</term><description>Multiclass classification</description></item>
/// <item><term>Is normalization required?</term><description>No</description></item>
/// <item><term>Is caching required?</term><description>No; the data is read once and kept as <see cref="Options.Storage"/> says</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>NonNegML.NonNegative, which brings Microsoft.ML.ImageAnalytics and TorchSharp, and a libtorch: TorchSharp-cpu or TorchSharp-cuda-*</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// </remarks>
public sealed partial class NonNegativeImageClassificationTrainer : IEstimator<NonNegativeImageClassificationTransformer>
{
    private readonly IHost _host;
    private readonly Func<bool> _isCanceled;
    private readonly Options _options;
    private readonly TrainerColumns _columns;
    private readonly int _seed;

    internal NonNegativeImageClassificationTrainer(IHostEnvironment environment, Options options)
    {
        options.Validate();
        _options = options.Copy();
        _columns = new TrainerColumns(options);

        // Registered here and kept: a cancellation reaches only hosts that exist when it comes.
        _host = environment.Register(nameof(NonNegativeImageClassificationTrainer));
        _isCanceled = MLNetBridge.IsCanceled(_host);

        // Drawn once, so that every Fit of this trainer starts alike, on whatever thread.
        _seed = options.Seed ?? _host.Rand.Next();
    }

    /// <summary>The columns that a trained model adds: what ML.NET asks of every estimator before it fits a chain.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label or the features are missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return _columns.OutputShape(inputSchema);
    }

    /// <summary>Trains a model.</summary>
    /// <param name="input">The training data; read once, with <see cref="DataStorage.Stream"/> once an epoch and some times more.</param>
    /// <returns>The model; dispose it to free its native memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The label or the features are missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">
    /// The data has no rows, fewer than two classes, features that are not finite, or too many images that cannot be read; or <see cref="Options.BatchSize"/> is 1 for a network with
    /// batch normalisation; or the GPU asked for is not there; or the checkpoints belong to another run; or training diverged.
    /// </exception>
    /// <exception cref="ArgumentException">The options do not fit the data: the shape of images, the number of class weights, the classes of the validation set.</exception>
    /// <exception cref="IOException">A checkpoint or the cache file cannot be written, for example because the disk is full.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled, and <see cref="Options.ReturnBestOnCancellation"/> is not set or there is nothing to return yet.</exception>
    public NonNegativeImageClassificationTransformer Fit(IDataView input) => Train(input, start: null);

    /// <summary>Trains a model further.</summary>
    /// <param name="input">The training data; read as by <see cref="Fit(IDataView)"/>.</param>
    /// <param name="start">
    /// The model to start from, unchanged by this. A signed one passes through all phases; a non-negative one through the sign-preserving phase only. Its network and
    /// the range of its features are kept: <see cref="Options.Architecture"/>, <see cref="Options.Activation"/>, <see cref="Options.InputShape"/>,
    /// <see cref="Options.Normalization"/> and of <see cref="Options.Images"/> all but the share that may be unreadable are not looked at.
    /// </param>
    /// <returns>A new model.</returns>
    /// <exception cref="ArgumentException"><paramref name="start"/> does not fit the data, the order of its classes included, or the options.</exception>
    /// <inheritdoc cref="Fit(IDataView)" path="/exception"/>
    public NonNegativeImageClassificationTransformer Fit(IDataView input, NonNegativeImageClassificationTransformer start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return Train(input, start);
    }

    private NonNegativeImageClassificationTransformer Train(IDataView input, NonNegativeImageClassificationTransformer? start)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var channel = _host.Start("Training");
        var watch = new TrainingWatch(channel, _options.Progress, _isCanceled, _options.CancellationToken);
        watch.CheckCancellation();
        var seed = SeedOf();
        using var use = start?.ImageModel.Use();
        using var compute = new ComputeSession(_options, _host, channel);
        var opening = new DataOpening(_options, _columns, _host, channel, watch.CheckCancellation);
        opening.Choose(input.Schema, start?.ImageModel);
        var description = start is null ? Describe(opening, _columns.LabelOf(input.Schema).Classes) : start.Network;
        RequireClippable(description, start?.ImageModel.Scaling.Inputs);
        using var data = opening.Training(input, start?.ImageModel);
        using var validation = _options.ValidationSet is { } set ? opening.Validation(set, data) : null;
        var inputs = new SessionInputs(_options, seed, data.Source, validation?.Source, opening.Scaling, opening.Shape);
        var network = start is null ? CreateNetwork(inputs, description, seed, watch) : CopyNetwork(start.ImageModel, data);
        channel.Info(MessageSensitivity.None, $"Training on images of shape {network.Description.Input}: {network.Description.ParameterCount} parameters in {network.Description.Weighted.Length} layers.");
        var (trained, history) = new TrainingSession(_options.CompletedFor(network.Description), seed, inputs, compute, channel, watch).Run(network);
        history = (start?.History ?? TrainingHistory.None).Append(history with { Skipped = [.. data.Skipped], SkippedCount = data.SkippedCount });
        return new NonNegativeImageClassificationTransformer(_host,
            new ImageModel(trained, inputs.Scaling, data.Labels, opening.Preparation, isClipped: _options.Constraint == WeightConstraint.Clipped), _columns.Model, history);
    }

    // Where nobody gave a seed, a run that goes on has the one that it began with.
    private int SeedOf() =>
        _options is { Seed: null, Resume: true, CheckpointFolder: { } folder } && MLNetBridge.Seed(_host) is null && int.TryParse(CheckpointFolder.Find(folder, RunDescriptions.Seed), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : _seed;

    private SignedNetwork CreateNetwork(SessionInputs inputs, NetworkDescription description, int seed, TrainingWatch watch)
    {
        var random = new Random(seed);
        var network = NetworkInitialization.Xavier(description, random);
        try
        {
            using var scope = NewDisposeScope();
            using var calibration = inputs.Calibration(_options.BatchSize, random.Next(), watch.CheckCancellation);
            var rows = Math.Max(network.Description.BatchOf(SessionInputs.ExampleRows), CalibrationImages.MinBatchSize(network.Description));
            NetworkInitialization.MatchMoments(network, calibration.Examples(rows));
            if (_options.Constraint == WeightConstraint.Clipped)
                network.Clip();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private NetworkDescription Describe(DataOpening opening, int classes)
    {
        try
        {
            return _options.Architecture.Describe(opening.Shape, classes, _options.Activation);
        }
        catch (ArgumentException e)
        {
            var advice = opening.Preparation is null
                ? $"Set {nameof(Options)}.{nameof(Options.InputShape)} if the {opening.Shape.Size} features are an image of another shape."
                : $"Set {nameof(Options)}.{nameof(Options.InputShape)} to a larger one, which images are brought to.";
            throw new ArgumentException($"The {_options.Architecture} cannot take images of shape {opening.Shape}: {e.Message} {advice}", e);
        }
    }

    private void RequireClippable(NetworkDescription network, SignalRange? inputs)
    {
        if (_options.Constraint != WeightConstraint.Clipped)
            return;
        if (network.Weighted.Any(layer => layer.IsNormalized))
            throw new ArgumentException($"The network has batch normalisation, whose folded weights are of either sign whatever is clipped while training. Choose an architecture without it for {nameof(WeightConstraint)}.{nameof(WeightConstraint.Clipped)}.");
        if (inputs is { Lower: < 0 })
            throw new ArgumentException($"The model to start from normalises its inputs, which makes some negative; a {nameof(WeightConstraint.Clipped)} network must not have such.");
    }

    private IScoringNetwork CopyNetwork(ImageModel start, TrainingData data)
    {
        if (start.FeatureCount != data.Source.Size || start.Classes != data.Classes)
            throw new ArgumentException($"The model to start from takes {start.FeatureCount} features and knows {start.Classes} classes, but the data has {data.Source.Size} features and {data.Classes} classes.", nameof(start));
        if (!Equals(start.Labels, data.Labels))
            throw new ArgumentException($"The model to start from and the data name their classes differently: {LabelValues.Describe(start.Labels)} against {LabelValues.Describe(data.Labels)}. Use the same MapValueToKey transformer for both.", nameof(start));
        if (_options.Constraint != WeightConstraint.NonNegative && start.Network is NonNegativeNetwork)
            throw new ArgumentException($"The model to start from is non-negative, but {nameof(Options.Constraint)} is {_options.Constraint}.", nameof(start));
        if (_options.Constraint == WeightConstraint.NonNegative && start.Network.Description.Activations.FirstOrDefault(site => site.Activation is { IsBounded: false } and not BoundedRelu) is { } unbounded)
            throw new ArgumentException($"The model to start from has the activation '{unbounded.Activation}', which has no upper bound; only {nameof(Activations.Relu)} can be given one from data.", nameof(start));
        var copy = start.Network.Copy();
        if (_options.Constraint == WeightConstraint.Clipped && copy is SignedNetwork signed)
            signed.Clip();
        return copy;
    }
}
