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
        Assert.IsNull(options.NameColumnName);
        Assert.AreEqual((ImageResizing.Crop, 50_000_000L, 0.2), (options.Images.Resizing, options.Images.MaxPixels, options.Images.MaxUnreadableShare));
        Assert.AreEqual(InputNormalization.None, options.Normalization);
        Assert.IsFalse(options.Augmentation.ChangesImages);
        Assert.AreEqual(0, options.Augmentation.MixupAlpha);
        Assert.AreEqual(DataStorage.Memory, options.Storage);
        Assert.IsNull(options.CacheFolder);
        Assert.AreEqual(10_000, options.ShuffleBuffer);
        Assert.IsNull(options.Seed);
        Assert.IsNull(options.Threads);
        Assert.IsNull(options.DataThreads);
        Assert.IsNull(options.GpuDeviceId);
        Assert.IsNull(options.FallbackToCpu);
        Assert.AreEqual(TrainingPrecision.Single, options.Precision);
        Assert.IsNull(options.WarmUp);
        Assert.AreEqual(0, options.LabelSmoothing);
        Assert.IsNull(options.ClassWeights);
        Assert.IsFalse(options.BalanceClasses);
        Assert.IsNull(options.MaximumGradientNorm);
        Assert.IsNull(options.WeightAveraging);
        Assert.IsNull(options.ValidationSet);
        Assert.AreEqual(0, options.ValidationSetFraction);
        Assert.IsFalse(options.TestOnTrainSet);
        Assert.IsNull(options.EarlyStopping);
        Assert.AreEqual((ValidationMetric.Loss, 5, 0.0, true), Essence(new EarlyStoppingOptions()));
        Assert.IsNull(options.CheckpointFolder);
        Assert.IsNull(options.CheckpointSteps);
        Assert.IsTrue(options.Resume);
        Assert.AreEqual(DivergenceAction.Throw, options.OnDivergence);
        Assert.IsFalse(options.ReturnBestOnCancellation);
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
            NameColumnName = "",
            Precision = (TrainingPrecision)7,
            OnDivergence = (DivergenceAction)7,
            Normalization = (InputNormalization)7,
            Storage = (DataStorage)7,
            CacheFolder = "/no/such/folder",
            Images = new ImageOptions { MaxPixels = 0 },
            Augmentation = new AugmentationOptions { MaxRotation = 181 },
            ShuffleBuffer = 0,
            Threads = 0,
            DataThreads = -1,
            GpuDeviceId = -1,
            CheckpointSteps = 0,
            WarmUp = 1.5,
            LabelSmoothing = 1,
            WeightAveraging = -0.5,
            ValidationSetFraction = double.NaN,
            MaximumGradientNorm = 0,
            ClassWeights = [1.5, -1],
            BalanceClasses = true,
            ValidationSet = Patches.Data(new MLContext(), 1),
            EarlyStopping = new EarlyStoppingOptions { Patience = 0 },
            CheckpointFolder = " ",
            Update = new MultiplicativeUpdateOptions { LearningRate = 0 },
            PostUpdate = new MultiplicativeUpdateOptions { Momentum = 2 },
        };

        var error = Assert.ThrowsExactly<ArgumentException>(() => new MLContext().MulticlassClassification.Trainers.NonNegative(options));

        Assert.AreEqual(
            "NonNegativeImageClassificationTrainer: LabelColumnName must be the name of a column, but is empty; FeatureColumnName must be the name of a column, but is empty; " +
            "NameColumnName must be the name of a column or null, but is empty; ScoreColumnName and PredictedLabelColumnName must differ, but are both 'Same'; Architecture must be set; Activation must be set; " +
            "InputShape must be at least 1x1x1, but is 0x1x1; Constraint is 7, which is no weight constraint; Schedule is 7, which is no schedule; " +
            "Precision is 7, which is no precision; OnDivergence is 7, which is no action; Normalization is 7, which is no normalization; Storage is 7, which is no storage; " +
            "CacheFolder '/no/such/folder' is no folder that exists; Images: MaxPixels must be at least 1, but is 0; Augmentation: MaxRotation must be at least 0 and at most 180, but is 181; " +
            "Epochs must be at least 0, but is -1; PostEpochs must be at least 0, but is -2; BatchSize must be at least 1, but is 0; ShuffleBuffer must be at least 1, but is 0; " +
            "Threads must be at least 1, but is 0; DataThreads must be at least 0, but is -1; GpuDeviceId must be at least 0, but is -1; CheckpointSteps must be at least 1, but is 0; " +
            "WarmUp must be from 0 to 1, but is 1.5; LabelSmoothing must be at least 0 and below 1, but is 1; WeightAveraging must be at least 0 and below 1, but is -0.5; " +
            "ValidationSetFraction must be at least 0 and below 1, but is NaN; MaximumGradientNorm must be from 1E-30 to 1E+30, but is 0; " +
            "ClassWeights and BalanceClasses exclude each other; ClassWeights must be at least 0 and finite, and not all 0, but are [1.5, -1]; " +
            "EarlyStopping: Patience must be at least 1, but is 0; CheckpointFolder must be a folder or null, but is empty; " +
            "Update: LearningRate must be from 1E-30 to 1E+30, but is 0; PostUpdate: Momentum must be at least 0 and less than 1, but is 2; " +
            "PostUpdate: Rule must be Multiplicative, Power or ExponentiatedGradient, the rules that never change a sign, but is Hybrid; " +
            "PostUpdate: Zeros must be Freeze, so that what is zero stays zero, but is Additive.",
            error.Message);
    }

    [TestMethod]
    public void NonNegative_OptionsThatDoNotGoTogether_ListsThem()
    {
        var options = new NonNegativeImageClassificationTrainer.Options
        {
            Constraint = WeightConstraint.Clipped,
            Normalization = InputNormalization.PerChannel,
            EarlyStopping = new EarlyStoppingOptions(),
            CheckpointSteps = 10,
        };

        Assert.AreEqual(
            "NonNegativeImageClassificationTrainer: Normalization makes inputs negative, which a Clipped network must not have; set it to None; " +
            "EarlyStopping needs images to measure on: set ValidationSet, ValidationSetFraction or TestOnTrainSet; " +
            "CheckpointSteps has no effect without CheckpointFolder or OnDivergence = GoBack.",
            Assert.ThrowsExactly<ArgumentException>(options.Validate).Message);

        options = new() { ValidationSet = Patches.Data(new MLContext(), 1), ValidationSetFraction = 0.1 };
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(options.Validate).Message, "ValidationSet and ValidationSetFraction exclude each other.");
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

    private static (ValidationMetric, int, double, bool) Essence(EarlyStoppingOptions stopping) => (stopping.Metric, stopping.Patience, stopping.MinimumChange, stopping.RestoreBest);
}
