using Microsoft.ML.Data;
using Microsoft.ML.MultiplicativeUpdates;
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
/// <item><term>Features (input)</term><description>known-size vector of <see cref="float"/>; scaled from its range in the training data to [0, 1]</description></item>
/// <item><term>Score (output)</term><description>vector of <see cref="float"/>: the probability of each class, sum 1</description></item>
/// <item><term>PredictedLabel (output)</term><description>key: the most probable class</description></item>
/// </list>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Machine learning task</term><description>Multiclass classification</description></item>
/// <item><term>Is normalization required?</term><description>No</description></item>
/// <item><term>Is caching required?</term><description>No; the data is read once and held in memory</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>NonNegML.NonNegative, and a libtorch: TorchSharp-cpu or TorchSharp-cuda-*</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// </remarks>
public sealed partial class NonNegativeImageClassificationTrainer : IEstimator<NonNegativeImageClassificationTransformer>
{
    private const int MatchingRows = 512;

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
        _seed = _host.Rand.Next();
    }

    /// <summary>The columns that a trained model adds: what ML.NET asks of every estimator before it fits a chain.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label or the features are missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return _columns.OutputShape(inputSchema);
    }

    /// <summary>Trains a model.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>The model; dispose it to free its native memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The label or the features are missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">
    /// The data has no rows, fewer than two classes, or features that are not finite; or <see cref="Options.BatchSize"/> is 1 for a network with batch normalisation; or training
    /// diverged.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public NonNegativeImageClassificationTransformer Fit(IDataView input) => Train(input, start: null);

    /// <summary>Trains a model further.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <param name="start">
    /// The model to start from, unchanged by this. A signed one passes through all phases; a non-negative one through the sign-preserving phase only. Its network and
    /// the range of its features are kept: <see cref="Options.Architecture"/>, <see cref="Options.Activation"/> and <see cref="Options.InputShape"/> are not looked at.
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
        CheckCancellation();
        using var channel = _host.Start("Training");
        var source = TrainingSource.Open(input, _columns);
        var random = new Random(_seed);
        using var data = source.Read(channel, start?.Model.Scaling.Range, CheckCancellation);
        var network = start is null ? CreateNetwork(source, random) : CopyNetwork(start.Model, source);
        try
        {
            channel.Info(MessageSensitivity.None, $"Training on images of shape {network.Description.Input}: {network.Description.ParameterCount} parameters in {network.Description.Weighted.Length} layers.");
            if (start is null)
                MatchMoments((SignedNetwork)network, data.Images, random);
            var history = start?.History ?? TrainingHistory.None;
            var log = new TrainingLog(channel, _options.Progress);
            var loop = new TrainingLoop(data.Images, random, log.Report, CheckCancellation);
            if (network is SignedNetwork signed)
            {
                history = history.Append(loop.Run(signed, Phase(TrainingPhase.Signed, _options.Epochs, _options.Update!, signed)));
                var calibration = new CalibrationImages(data.Images, _options.BatchSize, _seed, CheckCancellation);
                signed.Calibrate(calibration.Batches(signed.Description));
                if (_options.Constraint == WeightConstraint.NonNegative)
                {
                    network = Rewrite(signed, calibration, data.Images, channel);
                    signed.Dispose();
                }
            }
            if (network is NonNegativeNetwork nonNegative)
                history = history.Append(loop.Run(nonNegative, Phase(TrainingPhase.SignPreserving, _options.PostEpochs, _options.PostUpdate, nonNegative)));
            return new NonNegativeImageClassificationTransformer(_host, new ImageModel(network, new InputScaling(data.FeatureRange), source.Labels), _columns.Model, history);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private TrainingSettings Phase(TrainingPhase phase, int epochs, MultiplicativeUpdateOptions update, IScoringNetwork network) =>
        new(phase, epochs, _options.BatchSize, update, _options.Schedule, CalibrationImages.MinBatchSize(network.Description));

    private SignedNetwork CreateNetwork(TrainingSource source, Random random)
    {
        var shape = _options.InputShape ?? ImageShape.FromSize(source.FeatureCount);
        if (shape.Size != source.FeatureCount)
            throw new ArgumentException($"{nameof(Options.InputShape)} is {shape}, which is {shape.Size} values, but the feature column '{_columns.Model.Features}' has {source.FeatureCount}.");
        try
        {
            return NetworkInitialization.Xavier(_options.Architecture.Describe(shape, source.Classes, _options.Activation), random);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"The {_options.Architecture} cannot take images of shape {shape}: {e.Message} Set {nameof(Options)}.{nameof(Options.InputShape)} if the {source.FeatureCount} features are an image of another shape.", e);
        }
    }

    private static void MatchMoments(SignedNetwork network, LabeledImages images, Random random)
    {
        using var scope = NewDisposeScope();
        NetworkInitialization.MatchMoments(network, RandomRows(network, images, random).Features);
    }

    private static NonNegativeNetwork Rewrite(SignedNetwork signed, CalibrationImages calibration, LabeledImages images, IChannel channel)
    {
        using var scope = NewDisposeScope();
        return NonNegativeRewriting.Run(signed, calibration, RandomRows(signed, images, new Random(0)).Features, channel);
    }

    private static (Tensor Features, Tensor Labels) RandomRows(SignedNetwork network, LabeledImages images, Random random)
    {
        var rows = Math.Max(network.Description.BatchOf(MatchingRows), CalibrationImages.MinBatchSize(network.Description));
        return images.Rows([.. Enumerable.Range(0, rows).Select(_ => random.NextInt64(images.Count))]);
    }

    private IScoringNetwork CopyNetwork(ImageModel start, TrainingSource source)
    {
        if (start.FeatureCount != source.FeatureCount || start.Classes != source.Classes)
            throw new ArgumentException($"The model to start from takes {start.FeatureCount} features and knows {start.Classes} classes, but the data has {source.FeatureCount} features and {source.Classes} classes.", nameof(start));
        if (!Equals(start.Labels, source.Labels))
            throw new ArgumentException($"The model to start from and the data name their classes differently: {Describe(start.Labels)} against {Describe(source.Labels)}. Use the same MapValueToKey transformer for both.", nameof(start));
        if (_options.Constraint == WeightConstraint.Signed && start.Network is NonNegativeNetwork)
            throw new ArgumentException($"The model to start from is non-negative, but {nameof(Options.Constraint)} is {nameof(WeightConstraint.Signed)}.", nameof(start));
        return start.Network.Copy();
    }

    private static string Describe(LabelValues? labels) => labels is null ? "no names" : string.Join(", ", labels.Names.Take(5)) + (labels.Count > 5 ? ", ..." : "");

    private void CheckCancellation()
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        if (_isCanceled())
            throw new OperationCanceledException("Operation was canceled.");
    }
}
