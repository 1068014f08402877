namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Small models for tests that need a trained one.</summary>
internal static class TrainedModels
{
    public static NonNegativeImageClassificationTrainer.Options Options(WeightConstraint constraint = WeightConstraint.NonNegative) => new()
    {
        Architecture = NetworkArchitecture.Mlp(24),
        Constraint = constraint,
        Epochs = 4,
        PostEpochs = 1,
        BatchSize = 32,
    };

    public static NonNegativeImageClassificationTransformer Fit(MLContext mlContext, IDataView data, WeightConstraint constraint = WeightConstraint.NonNegative) =>
        mlContext.MulticlassClassification.Trainers.NonNegative(Options(constraint)).Fit(data);
}
