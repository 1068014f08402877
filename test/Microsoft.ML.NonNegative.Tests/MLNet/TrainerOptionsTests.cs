using System.Globalization;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>What the options of the trainer do to its models.</summary>
[TestClass]
public sealed class TrainerOptionsTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("trainer").FullName;

    [TestCleanup]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Fit_ValidationFraction_TrainsOnTheRestAndValidatesEveryEpoch()
    {
        using var model = Fit(options => options.ValidationSetFraction = 0.25, rows: 200);

        Assert.IsTrue(model.History.Epochs.All(epoch => epoch.Validation is { Accuracy: >= 0 and <= 1 }));
        var images = model.History.Images / model.History.Epochs.Length;
        Assert.IsTrue(images is >= 146 and <= 154, $"{images}");
        Assert.AreEqual(model.History.Epochs.Min(epoch => epoch.Validation!.Value.Loss), model.History.Best!.Validation!.Value.Loss);
    }

    [TestMethod]
    public void Fit_ValidationSetAndEarlyStopping_EndsEarly()
    {
        using var model = Fit(options =>
        {
            options.ValidationSet = Others(50);
            options.EarlyStopping = new EarlyStoppingOptions { Metric = ValidationMetric.Accuracy, Patience = 2 };
            options.Epochs = 60;
        }, rows: 200);

        Assert.AreEqual(TrainingEnd.StoppedEarly, model.History.End);
        var last = model.History.Epochs.Where(epoch => epoch.Phase == TrainingPhase.SignPreserving).ToList();
        Assert.AreSame(last.MaxBy(epoch => epoch.Validation!.Value.Accuracy), model.History.Chosen);
        Assert.IsLessThan(60, model.History.Epochs.Count(epoch => epoch.Phase == TrainingPhase.Signed));
    }

    [TestMethod]
    public void Fit_ValidationSetOfOtherClasses_ShowsBoth()
    {
        var reversed = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(Patches.Rows(50).Reverse().OrderByDescending(row => row.Name).ToList()));

        var error = Assert.ThrowsExactly<ArgumentException>(() => Fit(options => options.ValidationSet = reversed));

        StringAssert.Contains(error.Message, "The validation data and the training data name their classes differently");
    }

    [TestMethod]
    public void Fit_TestOnTrainSet_MeasuresTheTrainingImages()
    {
        using var model = Fit(options => (options.TestOnTrainSet, options.PostEpochs) = (true, 0), rows: 150);
        using var signed = Fit(options => (options.TestOnTrainSet, options.Constraint) = (true, WeightConstraint.Signed), rows: 150);
        var accuracy = _mlContext.MulticlassClassification.Evaluate(signed.Transform(Patches.Data(_mlContext, 150))).MicroAccuracy;

        Assert.IsTrue(model.History.Epochs.All(epoch => epoch.Validation is not null));
        Assert.AreEqual(accuracy, signed.History.Epochs[^1].Validation!.Value.Accuracy, 1e-6);
    }

    [TestMethod]
    public void Fit_SeedOption_RepeatsWhateverTheContext()
    {
        var scores = new[] { 3, 4 }.Select(context =>
        {
            var options = TrainedModels.Options();
            options.Seed = 11;
            using var model = new MLContext(context).MulticlassClassification.Trainers.NonNegative(options).Fit(Patches.Data(_mlContext, 100));
            return Scores(model);
        }).ToList();

        CollectionAssert.AreEqual(scores[0], scores[1]);
    }

    [TestMethod]
    public void Fit_WrongNumberOfClassWeights_SaysBoth()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Fit(options => options.ClassWeights = [1, 2]));

        StringAssert.Contains(error.Message, "ClassWeights has 2 weights, but the label column has 4 classes.");
    }

    [TestMethod]
    public void Fit_ClassOfWeightZero_IsNeverPredicted()
    {
        using var model = Fit(options => (options.ClassWeights, options.LabelSmoothing, options.Epochs) = ([1, 0, 1, 1], 0.05, 10), rows: 200);
        var data = Patches.Data(_mlContext, 200);
        var predicted = _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), false, ignoreMissingColumns: true).Select(row => row.PredictedLabel).Distinct().ToList();

        Assert.IsFalse(predicted.Contains(2u));
        Assert.HasCount(3, predicted);
    }

    [TestMethod]
    public void Fit_Clipped_HasNoNegativeWeightAndIsLoadedAsSuch()
    {
        using var model = Fit(options => (options.Constraint, options.Epochs) = (WeightConstraint.Clipped, 10), rows: 200);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, Patches.Data(_mlContext, 1).Schema, stream);
        stream.Position = 0;
        using var loaded = (NonNegativeImageClassificationTransformer)_mlContext.Model.Load(stream, out _);

        Assert.AreEqual(WeightConstraint.Clipped, model.Constraint);
        Assert.AreEqual(WeightConstraint.Clipped, loaded.Constraint);
        Assert.IsGreaterThanOrEqualTo(0.0, model.SmallestWeight);
        CollectionAssert.AreEqual(Scores(model), Scores(loaded));
    }

    [TestMethod]
    public void Fit_ClippedNetworkWithBatchNormalization_IsRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Fit(options => (options.Constraint, options.Architecture) = (WeightConstraint.Clipped, new SmallResidualArchitecture())));

        StringAssert.Contains(error.Message, "Choose an architecture without it");
    }

    [TestMethod]
    public void Fit_InputsNormalized_GivesASoundNonNegativeModel()
    {
        using var model = Fit(options => options.Normalization = InputNormalization.PerChannel, rows: 300);
        var data = Patches.Data(_mlContext, 300);

        Assert.IsGreaterThan(0.95, _mlContext.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
        Assert.IsTrue(model.Verify(data).IsNonNegative);
        Assert.IsLessThan(0.0, model.ImageModel.Scaling.Inputs.Lower);
        using var signed = model.ToSigned();
        foreach (var (one, other) in Scores(model).Zip(Scores(signed)))
            Assert.AreEqual(one, other, 1e-4);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(9)]
    [DataRow(16)]
    [DataRow(18)]
    public void Fit_CancelledThenFittedAgain_GivesTheSameModelBitForBit(int stopAfter)
    {
        // 100 images in batches of 32 make 4 steps: 16 of the signed phase, 4 of the other.
        using var expected = Fit(_ => { });
        using var cancellation = new CancellationTokenSource();
        var steps = 0;
        Assert.ThrowsExactly<OperationCanceledException>(() => Fit(options =>
        {
            (options.CheckpointFolder, options.CheckpointSteps, options.CancellationToken) = (_folder, 3, cancellation.Token);
            options.Progress = new TrainingCallback(_ =>
            {
                if (++steps == stopAfter)
                    cancellation.Cancel();
            });
        }));
        var first = new List<TrainingProgress>();
        using var model = Fit(options => (options.CheckpointFolder, options.CheckpointSteps, options.Progress) = (_folder, 3, new TrainingCallback(first.Add)));

        Assert.HasCount(20 - stopAfter, first);
        Assert.IsNull(expected.History.ResumedFrom);
        Assert.AreEqual(stopAfter < 16 ? TrainingPhase.Signed : TrainingPhase.SignPreserving, model.History.ResumedFrom!.Phase);
        Assert.AreEqual(stopAfter, (model.History.ResumedFrom.Epoch - 1) * 4 + model.History.ResumedFrom.Step + (stopAfter >= 16 ? 16 : 0));
        CollectionAssert.AreEqual(Scores(expected), Scores(model));
        Assert.HasCount(5, model.History.Epochs);
        Assert.AreEqual(500, model.History.Images);
    }

    [TestMethod]
    public void Fit_ResumedWithoutASeed_TakesThatOfTheCheckpoints()
    {
        var options = TrainedModels.Options();
        options.CheckpointFolder = _folder;
        using var once = new MLContext().MulticlassClassification.Trainers.NonNegative(options).Fit(Patches.Data(_mlContext, 100));
        using var again = new MLContext().MulticlassClassification.Trainers.NonNegative(options).Fit(Patches.Data(_mlContext, 100));

        Assert.IsNotNull(again.History.ResumedFrom);
        CollectionAssert.AreEqual(Scores(once), Scores(again));
        Assert.AreEqual((TrainingPhase.SignPreserving, 1), (again.History.Chosen!.Phase, again.History.Chosen.Epoch));
    }

    [TestMethod]
    public void Fit_ValidationSetOfRawRows_SaysThatItIsTheValidationSet()
    {
        var raw = _mlContext.Data.LoadFromEnumerable(Patches.Rows(20).ToList());

        var error = Assert.ThrowsExactly<ArgumentException>(() => Fit(options => options.ValidationSet = raw));

        StringAssert.StartsWith(error.Message, "ValidationSet: Could not find label column 'Label'");
    }

    [TestMethod]
    public void Fit_ResumedUnderAnotherCulture_GoesOn()
    {
        var culture = CultureInfo.CurrentCulture;
        using var once = Fit(options => (options.CheckpointFolder, options.Normalization) = (_folder, InputNormalization.PerChannel));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            using var again = Fit(options => (options.CheckpointFolder, options.Normalization) = (_folder, InputNormalization.PerChannel));
            CollectionAssert.AreEqual(Scores(once), Scores(again));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [TestMethod]
    public void Fit_ResumedFromAnotherOrderOfImages_IsRefused()
    {
        Fit(options => options.CheckpointFolder = _folder).Dispose();

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(options => (options.CheckpointFolder, options.Storage, options.ShuffleBuffer) = (_folder, DataStorage.Stream, 10)));
        StringAssert.Contains(error.Message, "Order of images was all shuffled, and is streamed through 10 now");
    }

    [TestMethod]
    [DataRow("relu")]
    [DataRow("batch normalisation")]
    public void Fit_CancelledAfterTheSignedPhaseWithTheBestAskedFor_ReturnsAModel(string kind)
    {
        // Between the phases, batch normalisation is calibrated, and ReLU gets a bound: on all the data, with a look at the token before each batch.
        using var cancellation = new CancellationTokenSource();
        using var model = Fit(options =>
        {
            (options.ReturnBestOnCancellation, options.CancellationToken, options.Activation) = (true, cancellation.Token, Activations.Relu);
            options.Architecture = kind == "relu" ? options.Architecture : new SmallResidualArchitecture();
            options.Progress = new TrainingCallback(step =>
            {
                if (step is { Phase: TrainingPhase.Signed, Epoch: 4, IsEndOfEpoch: true })
                    cancellation.Cancel();
            });
        });

        Assert.AreEqual(TrainingEnd.Cancelled, model.History.End);
        Assert.AreEqual(WeightConstraint.NonNegative, model.Constraint);
        Assert.HasCount(4, model.History.Epochs);
    }

    [TestMethod]
    public void Fit_CancelledBeforeTheFirstStep_ThrowsThoughTheBestIsAskedFor()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => Fit(options => (options.ReturnBestOnCancellation, options.CancellationToken) = (true, cancellation.Token)));
    }

    [TestMethod]
    public void Fit_ClippedFromANormalizedStart_IsRefused()
    {
        using var start = Fit(options => (options.Constraint, options.Normalization) = (WeightConstraint.Signed, InputNormalization.PerChannel));
        var options = TrainedModels.Options(WeightConstraint.Clipped);

        var error = Assert.ThrowsExactly<ArgumentException>(() => _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(Patches.Data(_mlContext, 50), start));
        StringAssert.Contains(error.Message, "normalises its inputs");
    }

    [TestMethod]
    public void Fit_CompletedBefore_GivesTheModelAtOnce()
    {
        using var once = Fit(options => options.CheckpointFolder = _folder);
        var steps = 0;
        using var again = Fit(options => (options.CheckpointFolder, options.Progress) = (_folder, new TrainingCallback(_ => steps++)));
        using var anew = Fit(options => (options.CheckpointFolder, options.Progress, options.Resume) = (_folder, new TrainingCallback(_ => steps++), false));

        Assert.AreEqual(20, steps);
        CollectionAssert.AreEqual(Scores(once), Scores(again));
        CollectionAssert.AreEqual(Scores(once), Scores(anew));
    }

    [TestMethod]
    public void Fit_CheckpointsOfOtherOptions_SaysWhatDiffers()
    {
        Fit(options => options.CheckpointFolder = _folder).Dispose();

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(options => (options.CheckpointFolder, options.BatchSize) = (_folder, 16)));
        StringAssert.Contains(error.Message, "belongs to another run: BatchSize was 32, and is 16 now.");

        error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(options => options.CheckpointFolder = _folder, rows: 99));
        StringAssert.Contains(error.Message, "Training data was 100 examples of 256 values");
    }

    [TestMethod]
    public void Fit_CancelledWithTheBestAskedFor_ReturnsANonNegativeModel()
    {
        using var cancellation = new CancellationTokenSource();
        using var model = Fit(options =>
        {
            (options.ReturnBestOnCancellation, options.CancellationToken, options.Epochs, options.ValidationSetFraction, options.WarmUp) = (true, cancellation.Token, 1_000, 0.2, 0);
            options.Progress = new TrainingCallback(step =>
            {
                if (step is { Epoch: 10, Step: 2 })
                    cancellation.Cancel();
            });
        }, rows: 200);

        Assert.AreEqual(TrainingEnd.Cancelled, model.History.End);
        Assert.HasCount(9, model.History.Epochs);
        Assert.AreEqual(WeightConstraint.NonNegative, model.Constraint);
        Assert.IsGreaterThan(0.9, _mlContext.MulticlassClassification.Evaluate(model.Transform(Others(100, like: 200))).MicroAccuracy);
    }

    [TestMethod]
    public void Fit_GpuThatIsNotThere_IsAnErrorOrFallsBack()
    {
        if (TorchSharp.torch.cuda.is_available())
            Assert.Inconclusive("This machine has a CUDA GPU.");
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(options => (options.GpuDeviceId, options.FallbackToCpu) = (0, false)));
        StringAssert.Contains(error.Message, "libtorch finds no CUDA GPU");

        var mlContext = new MLContext(seed: 1) { GpuDeviceId = 0, FallbackToCpu = true };
        var log = new LogOf(mlContext);
        using var model = mlContext.MulticlassClassification.Trainers.NonNegative(TrainedModels.Options()).Fit(Patches.Data(_mlContext, 60));
        StringAssert.Contains(log.Warnings.Single(), "training on the CPU instead, as FallbackToCpu allows.");

        var strict = new MLContext(seed: 1) { GpuDeviceId = 0, FallbackToCpu = false };
        Assert.ThrowsExactly<InvalidOperationException>(() => strict.MulticlassClassification.Trainers.NonNegative(TrainedModels.Options()).Fit(Patches.Data(_mlContext, 60)));
    }

    [TestMethod]
    [DataRow(TrainingPrecision.TensorFloat32)]
    [DataRow(TrainingPrecision.BFloat16)]
    public void Fit_PrecisionOfGpusOnTheCpu_IsAnError(TrainingPrecision precision)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(options => options.Precision = precision));

        StringAssert.Contains(error.Message, $"The precision {precision} needs a CUDA GPU");
    }

    [TestMethod]
    public void Fit_Threads_AreSetBackAfterwards()
    {
        var before = TorchSharp.torch.get_num_threads();
        var during = 0;
        Fit(options => (options.Threads, options.Progress) = (before + 1, new TrainingCallback(_ => during = TorchSharp.torch.get_num_threads()))).Dispose();

        Assert.AreEqual(before + 1, during);
        Assert.AreEqual(before, TorchSharp.torch.get_num_threads());
    }

    [TestMethod]
    public void Fit_MaximumGradientNorm_ReachesBothPhases()
    {
        using var free = Fit(_ => { });
        using var bound = Fit(options => options.MaximumGradientNorm = 1e-6);
        using var own = Fit(options =>
        {
            options.MaximumGradientNorm = 1e-6;
            options.Update = NonNegativeImageClassificationTrainer.Options.DefaultUpdate(options.Activation);
            (options.Update.MaximumGradientNorm, options.PostUpdate.MaximumGradientNorm) = (1e6, 1e6);
        });

        CollectionAssert.AreNotEqual(Scores(free), Scores(bound));
        CollectionAssert.AreEqual(Scores(free), Scores(own));
    }

    private NonNegativeImageClassificationTransformer Fit(Action<NonNegativeImageClassificationTrainer.Options> change, int rows = 100)
    {
        var options = TrainedModels.Options();
        change(options);
        return new MLContext(seed: 1).MulticlassClassification.Trainers.NonNegative(options).Fit(Patches.Data(_mlContext, rows));
    }

    private IDataView Others(int rows, int like = 200) =>
        Patches.KeyedLike(_mlContext, _mlContext.Data.LoadFromEnumerable(Patches.Rows(like).ToList()), _mlContext.Data.LoadFromEnumerable(Patches.Rows(rows, seed: 2).ToList()));

    private List<float> Scores(NonNegativeImageClassificationTransformer model) =>
        [.. _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(Patches.Data(_mlContext, 50, seed: 9)), false, ignoreMissingColumns: true).SelectMany(row => row.Score)];
}
