using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

public sealed partial class NonNegativeImageClassificationTrainer
{
    /// <summary>What to train, on which columns, and for how long.</summary>
    public sealed class Options
    {
        /// <summary>The label column: a key.</summary>
        /// <value>Default: "Label".</value>
        public string LabelColumnName { get; set; } = Defaults.LabelColumnName;

        /// <summary>The feature column: a known-size vector of <see cref="float"/>.</summary>
        /// <value>Default: "Features".</value>
        public string FeatureColumnName { get; set; } = Defaults.FeatureColumnName;

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

        /// <summary>The shape of an image in the feature vector.</summary>
        /// <value>Default: null, a square grey image where the vector's size is a square number, else one row.</value>
        public ImageShape? InputShape { get; set; }

        /// <summary>What the weights of the trained network may be.</summary>
        /// <value>Default: <see cref="WeightConstraint.NonNegative"/>.</value>
        public WeightConstraint Constraint { get; set; } = Defaults.Constraint;

        /// <summary>The update rule of the signed phase.</summary>
        /// <value>Default: null, which is <see cref="DefaultUpdate"/> for the activation.</value>
        public MultiplicativeUpdateOptions? Update { get; set; }

        /// <summary>The update rule of the sign-preserving phase; its rule must be the multiplicative one.</summary>
        /// <value>Default: the multiplicative rule on Adam, eta_in 1, eta_out 0.001.</value>
        public MultiplicativeUpdateOptions PostUpdate { get; set; } = Defaults.PostUpdate();

        /// <summary>How the learning rates change over each phase.</summary>
        /// <value>Default: <see cref="LearningRateSchedule.Cosine"/>.</value>
        public LearningRateSchedule Schedule { get; set; } = Defaults.Schedule;

        /// <summary>How often the signed phase passes over the data.</summary>
        /// <value>Default: 20. At least 0.</value>
        public int Epochs { get; set; } = Defaults.Epochs;

        /// <summary>How often the sign-preserving phase passes over the data.</summary>
        /// <value>Default: 3. At least 0.</value>
        public int PostEpochs { get; set; } = Defaults.PostEpochs;

        /// <summary>The images of one step.</summary>
        /// <value>Default: 128. At least 1.</value>
        public int BatchSize { get; set; } = Defaults.BatchSize;

        /// <summary>Is told of every training step, on the thread that trains.</summary>
        /// <value>Default: null.</value>
        public IProgress<TrainingProgress>? Progress { get; set; }

        /// <summary>Stops training before its next step, with an <see cref="OperationCanceledException"/>.</summary>
        /// <value>Default: none.</value>
        public CancellationToken CancellationToken { get; set; }

        /// <summary>The update rule of the signed phase for an activation: the hybrid rule on Adam, eta_in 1, eta_out 0.01, gamma 0.5.</summary>
        /// <remarks>
        /// eta is 0.002 for <see cref="Activations.Sinusoidal"/> and goes with the square of <see cref="Activation.SensitiveDeviation"/> for others (0.00037 for
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

        /// <summary>Throws where an option is out of its range.</summary>
        /// <exception cref="ArgumentException">One or more options are out of range; the message lists every one of them.</exception>
        public void Validate()
        {
            var faults = Faults().ToList();
            if (faults.Count > 0)
                throw new ArgumentException($"{nameof(NonNegativeImageClassificationTrainer)}: {string.Join("; ", faults)}.");
        }

        /// <summary>A copy, so that later changes do not reach a trainer that was built.</summary>
        internal Options Copy()
        {
            var copy = (Options)MemberwiseClone();
            (copy.Update, copy.PostUpdate) = (Update?.Copy() ?? DefaultUpdate(Activation), PostUpdate.Copy());
            return copy;
        }

        private IEnumerable<string> Faults()
        {
            (string Option, string? Value)[] names =
            [
                (nameof(LabelColumnName), LabelColumnName), (nameof(FeatureColumnName), FeatureColumnName),
                (nameof(ScoreColumnName), ScoreColumnName), (nameof(PredictedLabelColumnName), PredictedLabelColumnName),
            ];
            foreach (var (option, value) in names)
                if (string.IsNullOrWhiteSpace(value))
                    yield return $"{option} must be the name of a column, but is empty";
            foreach (var same in names.GroupBy(name => name.Value).Where(group => group.Count() > 1 && !string.IsNullOrWhiteSpace(group.Key)))
                yield return $"{string.Join(" and ", same.Select(name => name.Option))} must differ, but are both '{same.Key}'";
            if (Architecture is null)
                yield return $"{nameof(Architecture)} must be set";
            if (Activation is null)
                yield return $"{nameof(Activation)} must be set";
            if (Activation is { IsBounded: false } and not BoundedRelu && Constraint == WeightConstraint.NonNegative)
                yield return $"{nameof(Activation)} '{Activation}' has no upper bound, which only {nameof(Activations.Relu)} can be given from data; state a finite maximum in its constructor, or train with {nameof(WeightConstraint)}.{nameof(WeightConstraint.Signed)}";
            if (InputShape is { } shape && (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1))
                yield return $"{nameof(InputShape)} must be at least 1x1x1, but is {shape}";
            if (!Enum.IsDefined(Constraint))
                yield return $"{nameof(Constraint)} is {Constraint}, which is no weight constraint";
            if (!Enum.IsDefined(Schedule))
                yield return $"{nameof(Schedule)} is {Schedule}, which is no schedule";
            foreach (var (option, value, minimum) in new[] { (nameof(Epochs), Epochs, 0), (nameof(PostEpochs), PostEpochs, 0), (nameof(BatchSize), BatchSize, 1) })
                if (value < minimum)
                    yield return FormattableString.Invariant($"{option} must be at least {minimum}, but is {value}");
            foreach (var fault in Update?.Faults() ?? [])
                yield return $"{nameof(Update)}: {fault}";
            foreach (var fault in PostUpdate?.Faults() ?? ["must be set"])
                yield return $"{nameof(PostUpdate)}: {fault}";
            if (PostUpdate is { Rule: not (UpdateRuleKind.Multiplicative or UpdateRuleKind.Power or UpdateRuleKind.ExponentiatedGradient) })
                yield return $"{nameof(PostUpdate)}: {nameof(PostUpdate.Rule)} must be {nameof(UpdateRuleKind.Multiplicative)}, {nameof(UpdateRuleKind.Power)} or {nameof(UpdateRuleKind.ExponentiatedGradient)}, the rules that never change a sign, but is {PostUpdate.Rule}";
            if (PostUpdate is { Zeros: not ZeroPolicy.Freeze })
                yield return $"{nameof(PostUpdate)}: {nameof(PostUpdate.Zeros)} must be {nameof(ZeroPolicy.Freeze)}, so that what is zero stays zero, but is {PostUpdate.Zeros}";
        }
    }

    private static class Defaults
    {
        public const string LabelColumnName = "Label";
        public const string FeatureColumnName = "Features";
        public const string ScoreColumnName = "Score";
        public const string PredictedLabelColumnName = "PredictedLabel";
        public const WeightConstraint Constraint = WeightConstraint.NonNegative;
        public const LearningRateSchedule Schedule = LearningRateSchedule.Cosine;
        public const int Epochs = 20;
        public const int PostEpochs = 3;
        public const int BatchSize = 128;
        public const double LearningRate = 2e-3;
        public const double OuterLearningRate = 1e-2;

        public static MultiplicativeUpdateOptions PostUpdate() => new()
        {
            Rule = UpdateRuleKind.Multiplicative,
            OuterLearningRate = 1e-3,
            Zeros = ZeroPolicy.Freeze,
        };
    }
}
