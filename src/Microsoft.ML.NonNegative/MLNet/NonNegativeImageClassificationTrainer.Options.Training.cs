using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

public sealed partial class NonNegativeImageClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>The update rule of the signed phase. <see cref="WeightConstraint.Clipped"/> sets its rule to <see cref="UpdateRuleKind.Projected"/>.</summary>
        /// <value>
        /// Default: null, which is <see cref="DefaultUpdate"/> for the activation, its eta times 4096 / n for a network with a layer of n &gt; 4096 inputs to a unit: Adam's first steps
        /// move all of a unit's weights at once.
        /// </value>
        public MultiplicativeUpdateOptions? Update { get; set; }

        /// <summary>The update rule of the sign-preserving phase; its rule must be one that never changes a sign.</summary>
        /// <value>Default: <see cref="DefaultPostUpdate"/>.</value>
        public MultiplicativeUpdateOptions PostUpdate { get; set; } = Defaults.PostUpdate();

        /// <summary>How often the signed phase passes over the data.</summary>
        /// <value>Default: 20. At least 0.</value>
        public int Epochs { get; set; } = Defaults.Epochs;

        /// <summary>How often the sign-preserving phase passes over the data.</summary>
        /// <value>Default: 3. At least 0.</value>
        public int PostEpochs { get; set; } = Defaults.PostEpochs;

        /// <summary>The images of one step.</summary>
        /// <value>Default: 128. At least 1.</value>
        public int BatchSize { get; set; } = Defaults.BatchSize;

        /// <summary>How the learning rates change over each phase.</summary>
        /// <value>Default: <see cref="LearningRateSchedule.Cosine"/>.</value>
        public LearningRateSchedule Schedule { get; set; } = Defaults.Schedule;

        /// <summary>The share of each phase's steps over which the learning rates rise evenly from 0.</summary>
        /// <value>Default: null, which is 0.05 for <see cref="LearningRateSchedule.Cosine"/> and 0 for <see cref="LearningRateSchedule.Constant"/>. From 0 to 1.</value>
        public double? WarmUp { get; set; }

        /// <summary>The share of each label that is spread over all classes (arXiv 1512.00567).</summary>
        /// <value>Default: 0. At least 0, below 1.</value>
        public double LabelSmoothing { get; set; }

        /// <summary>How much the images of each class count in the loss, in the order of the label's keys; a loss is the weighted mean over a batch.</summary>
        /// <value>Default: null, all the same. As many as there are classes, none negative, not all 0.</value>
        public IReadOnlyList<double>? ClassWeights { get; set; }

        /// <summary>Whether the classes count alike, however many images each has: weights of n / (K n_k) for n images, n_k of them in class k of K. Not together with <see cref="ClassWeights"/>.</summary>
        /// <value>Default: false.</value>
        public bool BalanceClasses { get; set; }

        /// <summary>The largest Euclidean norm of all gradients together; larger ones are scaled down to it. Where an update has a maximum of its own, that one counts.</summary>
        /// <value>Default: null, no limit. From 1E-30 to 1E+30.</value>
        public double? MaximumGradientNorm { get; set; }

        /// <summary>
        /// The decay d of an exponential moving average of the weights, avg = d avg + (1 - d) weights after every step, which is validated and becomes the model. The first steps
        /// use min(d, (1 + t) / (10 + t)).
        /// </summary>
        /// <value>Default: null, no average. At least 0, below 1; 0.999 is usual.</value>
        public double? WeightAveraging { get; set; }

        /// <summary>
        /// Data to validate on after every epoch, with the columns of the training data and the same classes: what the same fitted transforms gave, for example
        /// <c>var preparation = ...Fit(data)</c>, then <c>preparation.Transform(validation)</c>.
        /// </summary>
        /// <value>Default: null.</value>
        public IDataView? ValidationSet { get; set; }

        /// <summary>The share of each class's training images that is set aside to validate on, drawn at random. Not together with <see cref="ValidationSet"/>.</summary>
        /// <value>Default: 0, none. At least 0, below 1. Above 0, at least one image of every class that has two.</value>
        public double ValidationSetFraction { get; set; }

        /// <summary>Whether the training images themselves are classified after every epoch where there are none to validate on. It costs about a third of an epoch.</summary>
        /// <value>Default: false.</value>
        public bool TestOnTrainSet { get; set; }

        /// <summary>Ends a phase when the validation images say that it gets no better. Each phase has its own patience and its own best weights; after the signed one comes the other all the same.</summary>
        /// <value>Default: null. It needs <see cref="ValidationSet"/>, <see cref="ValidationSetFraction"/> or <see cref="TestOnTrainSet"/>.</value>
        public EarlyStoppingOptions? EarlyStopping { get; set; }

        /// <summary>
        /// The folder for checkpoints, which are written while training and when it is cancelled; made where it does not exist. The newest two are kept, by one process at a time.
        /// </summary>
        /// <remarks>
        /// A folder belongs to one run: <see cref="Fit(IDataView)"/> on other data or with other options (also for more epochs, which change the schedule) is an error while it is there, and on the
        /// same once more gives the same model at once. Hence no folder for trainers that are fitted several times, as by cross-validation and AutoML. To train a finished model for some
        /// more epochs, give it to <see cref="Fit(IDataView, NonNegativeImageClassificationTransformer)"/>.
        /// </remarks>
        /// <value>Default: null, no checkpoints. A relative path is one from the current folder. A checkpoint takes 12 to 24 bytes a parameter.</value>
        public string? CheckpointFolder { get; set; }

        /// <summary>The training steps from one checkpoint to the next; each phase's end makes one besides. They are as well what <see cref="DivergenceAction.GoBack"/> goes back by.</summary>
        /// <value>Default: null, one at the end of every epoch. At least 1.</value>
        public int? CheckpointSteps { get; set; }

        /// <summary>
        /// Whether training goes on from the newest checkpoint in <see cref="CheckpointFolder"/>: with the same data and options, to the same model as without the interruption, bit for
        /// bit on the CPU, whatever the threads. Checkpoints of other options or data are an error. False deletes what is there.
        /// </summary>
        /// <value>Default: true.</value>
        public bool Resume { get; set; } = true;

        /// <summary>What training does when the loss explodes.</summary>
        /// <value>Default: <see cref="DivergenceAction.Throw"/>.</value>
        public DivergenceAction OnDivergence { get; set; }

        /// <summary>
        /// Whether a cancelled training returns the model of the best epoch so far (by <see cref="EarlyStopping"/>'s metric, or else the validation loss; without validation, that of the
        /// last step) instead of throwing. Rewritten as a non-negative one where it is to be, but not trained on.
        /// </summary>
        /// <value>Default: false.</value>
        public bool ReturnBestOnCancellation { get; set; }

        /// <summary>Is told of every training step, on the thread that trains: a <see cref="TrainingCallback"/>, or a class of your own.</summary>
        /// <value>Default: null.</value>
        public IProgress<TrainingProgress>? Progress { get; set; }

        /// <summary>Stops training before its next step: with an <see cref="OperationCanceledException"/>, or as <see cref="ReturnBestOnCancellation"/> says.</summary>
        /// <value>Default: none.</value>
        public CancellationToken CancellationToken { get; set; }

        /// <summary>The default of <see cref="PostUpdate"/>, to be changed: the multiplicative rule on Adam, InnerLearningRate (eta_in) 1, OuterLearningRate (eta_out) 0.001, zeros kept.</summary>
        public static MultiplicativeUpdateOptions DefaultPostUpdate() => Defaults.PostUpdate();

        /// <summary>
        /// The update rule of the signed phase for an activation: the hybrid rule on Adam, InnerLearningRate (eta_in) 1, OuterLearningRate (eta_out) 0.01, MultiplicativeShare (gamma) 0.5.
        /// </summary>
        /// <remarks>
        /// LearningRate (eta) is 0.002 for <see cref="Activations.Sinusoidal"/> and goes with the square of <see cref="Activation.SensitiveDeviation"/> for others (0.00037 for
        /// <see cref="Activations.Sigmoid"/>): a step that is large against the weights drives a steep activation into saturation at once.
        /// </remarks>
        public static MultiplicativeUpdateOptions DefaultUpdate(Activation activation)
        {
            ArgumentNullException.ThrowIfNull(activation);
            return new()
            {
                LearningRate = Defaults.LearningRate * Math.Pow(activation.SensitiveDeviation / Activations.Sinusoidal.SensitiveDeviation, 2),
                OuterLearningRate = Defaults.OuterLearningRate,
            };
        }
    }
}
