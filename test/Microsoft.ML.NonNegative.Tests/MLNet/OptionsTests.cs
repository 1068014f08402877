using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class OptionsTests
{
    [TestMethod]
    public void Constructor_Always_GivesTheDocumentedDefaults()
    {
        var options = new NonNegativeImageClassificationTrainer.Options();

        Assert.AreEqual("Label", options.LabelColumnName);
        Assert.AreEqual("Features", options.FeatureColumnName);
        Assert.AreEqual("Score", options.ScoreColumnName);
        Assert.AreEqual("PredictedLabel", options.PredictedLabelColumnName);
        Assert.AreEqual("MLP (100-200)", options.Architecture.Name);
        Assert.AreSame(Activations.Sinusoidal, options.Activation);
        Assert.IsNull(options.InputShape);
        Assert.AreEqual(WeightConstraint.NonNegative, options.Constraint);
        Assert.AreEqual(LearningRateSchedule.Cosine, options.Schedule);
        Assert.AreEqual(20, options.Epochs);
        Assert.AreEqual(3, options.PostEpochs);
        Assert.AreEqual(128, options.BatchSize);
        Assert.IsNull(options.Progress);
        Assert.AreEqual(CancellationToken.None, options.CancellationToken);
        Assert.AreEqual((UpdateRuleKind.Hybrid, DirectionKind.Adam, (double?)2e-3, 1.0, (double?)1e-2, 0.5), Essence(NonNegativeImageClassificationTrainer.Options.DefaultUpdate(options.Activation)));
        Assert.IsNull(options.Update);
        Assert.AreEqual(2e-3 * (0.15 / 0.35) * (0.15 / 0.35), NonNegativeImageClassificationTrainer.Options.DefaultUpdate(Activations.Sigmoid).LearningRate!.Value, 1e-15);
        Assert.AreEqual((UpdateRuleKind.Multiplicative, DirectionKind.Adam, (double?)null, 1.0, (double?)1e-3, 0.5), Essence(options.PostUpdate));
        Assert.AreEqual(ZeroPolicy.Freeze, options.PostUpdate.Zeros);
        options.Validate();
    }

    [TestMethod]
    public void NonNegative_EverythingOutOfRange_ListsEveryFault()
    {
        var options = new NonNegativeImageClassificationTrainer.Options
        {
            LabelColumnName = "",
            FeatureColumnName = " ",
            ScoreColumnName = "Same",
            PredictedLabelColumnName = "Same",
            Architecture = null!,
            Activation = null!,
            InputShape = new ImageShape(0, 1, 1),
            Constraint = (WeightConstraint)7,
            Schedule = (LearningRateSchedule)7,
            Epochs = -1,
            PostEpochs = -2,
            BatchSize = 0,
            Update = new MultiplicativeUpdateOptions { LearningRate = 0 },
            PostUpdate = new MultiplicativeUpdateOptions { Momentum = 2 },
        };

        var error = Assert.ThrowsExactly<ArgumentException>(() => new MLContext().MulticlassClassification.Trainers.NonNegative(options));

        Assert.AreEqual(
            "NonNegativeImageClassificationTrainer: LabelColumnName must be the name of a column, but is empty; FeatureColumnName must be the name of a column, but is empty; " +
            "ScoreColumnName and PredictedLabelColumnName must differ, but are both 'Same'; Architecture must be set; Activation must be set; " +
            "InputShape must be at least 1x1x1, but is 0x1x1; Constraint is 7, which is no weight constraint; Schedule is 7, which is no schedule; " +
            "Epochs must be at least 0, but is -1; PostEpochs must be at least 0, but is -2; BatchSize must be at least 1, but is 0; " +
            "Update: LearningRate must be from 1E-30 to 1E+30, but is 0; PostUpdate: Momentum must be at least 0 and less than 1, but is 2; " +
            "PostUpdate: Rule must be Multiplicative, Power or ExponentiatedGradient, the rules that never change a sign, but is Hybrid; " +
            "PostUpdate: Zeros must be Freeze, so that what is zero stays zero, but is Additive.",
            error.Message);
    }

    [TestMethod]
    public void Options_ChangedAfterTheTrainerWasBuilt_DoNotReachIt()
    {
        var mlContext = new MLContext(seed: 1);
        var options = TrainedModels.Options();
        options.Update = new MultiplicativeUpdateOptions();
        var trainer = mlContext.MulticlassClassification.Trainers.NonNegative(options);
        options.Epochs = 1;
        options.Update.LearningRate = -1;
        using var model = trainer.Fit(Patches.Data(mlContext, 60));

        Assert.AreEqual(4, model.History.Epochs.Count(e => e.Phase == TrainingPhase.Signed));
    }

    private static (UpdateRuleKind, DirectionKind, double?, double, double?, double) Essence(MultiplicativeUpdateOptions update) =>
        (update.Rule, update.Direction, update.LearningRate, update.InnerLearningRate, update.OuterLearningRate, update.MultiplicativeShare);
}
