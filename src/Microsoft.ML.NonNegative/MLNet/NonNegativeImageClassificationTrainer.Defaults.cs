using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

public sealed partial class NonNegativeImageClassificationTrainer
{
    /// <summary>The shape that image columns are brought to where the options do not say.</summary>
    internal static readonly ImageShape DefaultImageShape = new(3, 64, 64);

    private static class Defaults
    {
        public const string LabelColumnName = "Label";
        public const string FeatureColumnName = "Features";
        public const string ScoreColumnName = "Score";
        public const string PredictedLabelColumnName = "PredictedLabel";
        public const WeightConstraint Constraint = WeightConstraint.NonNegative;
        public const InputNormalization Normalization = InputNormalization.None;
        public const DataStorage Storage = DataStorage.Memory;
        public const int ShuffleBuffer = 10_000;
        public const TrainingPrecision Precision = TrainingPrecision.Single;
        public const LearningRateSchedule Schedule = LearningRateSchedule.Cosine;
        public const int Epochs = 20;
        public const int PostEpochs = 3;
        public const int BatchSize = 128;
        public const double LearningRate = 2e-3;
        public const double OuterLearningRate = 1e-2;
        public const double InputsAtFullRate = 4096;

        public static MultiplicativeUpdateOptions PostUpdate() => new()
        {
            Rule = UpdateRuleKind.Multiplicative,
            OuterLearningRate = 1e-3,
            Zeros = ZeroPolicy.Freeze,
        };
    }
}
