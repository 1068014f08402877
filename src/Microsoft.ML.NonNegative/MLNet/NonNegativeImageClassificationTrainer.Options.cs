using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

public sealed partial class NonNegativeImageClassificationTrainer
{
    /// <summary>What to train, on which columns, how, and for how long.</summary>
    public sealed partial class Options
    {
        /// <summary>The label column: a key.</summary>
        /// <value>Default: "Label".</value>
        public string LabelColumnName { get; set; } = Defaults.LabelColumnName;

        /// <summary>
        /// The feature column: a known-size vector of <see cref="float"/>; or images, as <c>LoadImages</c> gives them; or encoded images, a vector of <see cref="byte"/>, as
        /// <c>LoadRawImageBytes</c> gives them: JPEG, PNG, GIF, BMP or WebP, as far as ML.NET decodes them. How a camera was held (EXIF) is not looked at.
        /// </summary>
        /// <value>Default: "Features".</value>
        public string FeatureColumnName { get; set; } = Defaults.FeatureColumnName;

        /// <summary>A text column that names the images in messages and in <see cref="TrainingHistory.Skipped"/>, such as the path of the file.</summary>
        /// <value>Default: null; messages give the row.</value>
        public string? NameColumnName { get; set; }

        /// <summary>The output column with the probability of each class.</summary>
        /// <value>Default: "Score".</value>
        public string ScoreColumnName { get; set; } = Defaults.ScoreColumnName;

        /// <summary>The output column with the most probable class.</summary>
        /// <value>Default: "PredictedLabel".</value>
        public string PredictedLabelColumnName { get; set; } = Defaults.PredictedLabelColumnName;

        /// <summary>The family of networks.</summary>
        /// <value>Default: an MLP with hidden layers of 100 and 200 units.</value>
        public NetworkArchitecture Architecture { get; set; } = NetworkArchitecture.Mlp();

        /// <summary>The activation of every layer but the last.</summary>
        /// <value>Default: <see cref="Activations.Sinusoidal"/>.</value>
        public Activation Activation { get; set; } = Activations.Sinusoidal;

        /// <summary>The shape of an image in the feature vector; for image columns, the shape that every image is brought to, of 1 channel (grey) or 3 (colour).</summary>
        /// <value>Default: null: for vectors a square grey image where the size is a square number, else one row; for image columns 3x64x64.</value>
        public ImageShape? InputShape { get; set; }

        /// <summary>What the weights of the trained network may be.</summary>
        /// <value>Default: <see cref="WeightConstraint.NonNegative"/>.</value>
        public WeightConstraint Constraint { get; set; } = Defaults.Constraint;

        /// <summary>How images are decoded and resized.</summary>
        /// <value>Default: cropped to <see cref="InputShape"/>; at most 50,000,000 pixels each; a fifth of them may be unreadable.</value>
        public ImageOptions Images { get; set; } = new();

        /// <summary>What is done with inputs after they were scaled to [0, 1].</summary>
        /// <value>Default: <see cref="InputNormalization.None"/>.</value>
        public InputNormalization Normalization { get; set; } = Defaults.Normalization;

        /// <summary>Random changes of the training images.</summary>
        /// <value>Default: none.</value>
        public AugmentationOptions Augmentation { get; set; } = new();

        /// <summary>Where the training data is between epochs.</summary>
        /// <value>Default: <see cref="DataStorage.Memory"/>.</value>
        public DataStorage Storage { get; set; } = Defaults.Storage;

        /// <summary>The folder of the temporary file of <see cref="DataStorage.File"/>; it must exist.</summary>
        /// <value>Default: null, the folder for temporary files of the MLContext, or else of the system.</value>
        public string? CacheFolder { get; set; }

        /// <summary>The images that <see cref="DataStorage.Stream"/> holds to shuffle, encoded where they came so; fewer where they take more than 1 GiB.</summary>
        /// <value>Default: 10,000. At least 1.</value>
        public int ShuffleBuffer { get; set; } = Defaults.ShuffleBuffer;

        /// <summary>The seed of everything that is random: initial weights, the order of images, augmentation, the validation images.</summary>
        /// <value>
        /// Default: null: a number drawn from the MLContext's random numbers, so that an MLContext with a seed repeats; with one that has no seed either, a run that goes on from a
        /// checkpoint has the seed that it began with.
        /// </value>
        public int? Seed { get; set; }

        /// <summary>The threads that libtorch computes with while this trainer trains.</summary>
        /// <value>Default: null, as many as it is set to. At least 1.</value>
        public int? Threads { get; set; }

        /// <summary>The threads that load, decode and augment images while the network trains; 0 does it between the steps. The model is the same for any number.</summary>
        /// <value>Default: null, half of the processors, at most 8. At least 0.</value>
        public int? DataThreads { get; set; }

        /// <summary>The CUDA GPU to train on.</summary>
        /// <value>Default: null, that of <c>MLContext.GpuDeviceId</c>; where that is null as well, the CPU. At least 0.</value>
        public int? GpuDeviceId { get; set; }

        /// <summary>Whether to train on the CPU, with a warning, where the GPU asked for is not there; else that is an error.</summary>
        /// <value>Default: null, as <c>MLContext.FallbackToCpu</c> says.</value>
        public bool? FallbackToCpu { get; set; }

        /// <summary>The numbers that training computes with.</summary>
        /// <value>Default: <see cref="TrainingPrecision.Single"/>.</value>
        public TrainingPrecision Precision { get; set; } = Defaults.Precision;

        /// <summary>A copy, so that later changes do not reach a trainer that was built.</summary>
        internal Options Copy()
        {
            var copy = (Options)MemberwiseClone();
            (copy.Update, copy.PostUpdate) = (Update?.Copy(), PostUpdate.Copy());
            (copy.Images, copy.Augmentation, copy.EarlyStopping) = (Images.Copy(), Augmentation.Copy(), EarlyStopping?.Copy());
            copy.ClassWeights = ClassWeights is null ? null : [.. ClassWeights];
            return copy;
        }

        /// <summary>A copy in which every option of the updates is what a network is trained with.</summary>
        internal Options CompletedFor(NetworkDescription network)
        {
            var copy = Copy();
            copy.Update ??= DefaultFor(network);
            if (Constraint == WeightConstraint.Clipped)
                copy.Update.Rule = UpdateRuleKind.Projected;
            foreach (var update in new[] { copy.Update, copy.PostUpdate })
                update.MaximumGradientNorm ??= MaximumGradientNorm;
            return copy;
        }

        private MultiplicativeUpdateOptions DefaultFor(NetworkDescription network)
        {
            var update = DefaultUpdate(Activation);
            update.LearningRate *= Math.Min(1, Defaults.InputsAtFullRate / network.Weighted.Max(layer => layer.WeightShape.Skip(1).Product()));
            return update;
        }
    }
}
