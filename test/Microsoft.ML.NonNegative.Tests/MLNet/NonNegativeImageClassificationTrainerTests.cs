using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class NonNegativeImageClassificationTrainerTests
{
    // TorchSharp never counts out a tensor whose data a Parameter took over: one more for each parameter made, weights and biases of two layers here.
    private const int SignedParameters = 4;
    private const int NonNegativeParameters = 6;

    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void Fit_InAPipeline_LearnsAndIsNonNegative()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Patches.Rows(400).ToList());
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name))
            .Append(_mlContext.MulticlassClassification.Trainers.NonNegative(TrainedModels.Options()))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Class", "PredictedLabel"));
        using var model = pipeline.Fit(rows);
        var test = _mlContext.Data.LoadFromEnumerable(Patches.Rows(200, seed: 2).ToList());
        var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(test));
        var trained = model.OfType<NonNegativeImageClassificationTransformer>().Single();

        Assert.IsGreaterThan(0.95, metrics.MicroAccuracy);
        Assert.IsLessThan(0.5, metrics.LogLoss);
        Assert.AreEqual(WeightConstraint.NonNegative, trained.Constraint);
        Assert.IsGreaterThanOrEqualTo(0.0, trained.SmallestWeight);
        Assert.IsTrue(trained.Verify(test).IsNonNegative);
        Assert.AreEqual(4, trained.History.Epochs.Count(e => e.Phase == TrainingPhase.Signed));
        Assert.AreEqual(1, trained.History.Epochs.Count(e => e.Phase == TrainingPhase.SignPreserving));
    }

    [TestMethod]
    public void Fit_WithColumnNames_ReadsThoseColumns()
    {
        var rows = Patches.Rows(60).Select(r => new OtherNames { Pixels = r.Features, Kind = r.Name }).ToList();
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var keyed = _mlContext.Transforms.Conversion.MapValueToKey("Target", nameof(OtherNames.Kind)).Fit(data).Transform(data);
        using var model = _mlContext.MulticlassClassification.Trainers.NonNegative("Target", "Pixels").Fit(keyed);

        Assert.AreEqual(Patches.Classes.Length, model.Network.Classes);
        Assert.AreEqual(Patches.Size * 100 + 100 + 100 * 200 + 200 + 200 * 4 + 4, model.Network.ParameterCount);
    }

    [TestMethod]
    public void Fit_Cnn_Trains()
    {
        var options = TrainedModels.Options();
        options.Architecture = NetworkArchitecture.SmallCnn();
        options.Epochs = 8;
        var data = Patches.Data(_mlContext, 300);
        using var model = _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data);

        Assert.IsGreaterThan(0.9, _mlContext.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
    }

    [TestMethod]
    public void Fit_SameSeed_GivesTheSameScoresBitForBit()
    {
        var scores = Enumerable.Range(0, 2).Select(_ =>
        {
            var mlContext = new MLContext(seed: 5);
            var data = Patches.Data(mlContext, 100);
            using var model = TrainedModels.Fit(mlContext, data);
            return Scores(mlContext, model.Transform(data));
        }).ToList();

        CollectionAssert.AreEqual(scores[0], scores[1]);
    }

    [TestMethod]
    public void Fit_FeaturesInAnyRange_AreScaled()
    {
        var rows = Patches.Rows(400).Select(r => new PatchRow { Features = [.. r.Features.Select(v => 300 * v - 100)], Name = r.Name }).ToList();
        var data = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));
        using var model = TrainedModels.Fit(_mlContext, data);

        Assert.IsGreaterThan(0.95, _mlContext.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
        Assert.IsTrue(model.Verify(data).IsNonNegative);
    }

    [TestMethod]
    public void Fit_FromASignedModel_MakesItNonNegativeAndLeavesTheStartAlone()
    {
        var data = Patches.Data(_mlContext, 200);
        using var signed = TrainedModels.Fit(_mlContext, data, WeightConstraint.Signed);
        using var isomorphic = signed.ToNonNegative();
        var (signedScores, isomorphicScores) = (Scores(_mlContext, signed.Transform(data)), Scores(_mlContext, isomorphic.Transform(data)));
        using var further = _mlContext.MulticlassClassification.Trainers.NonNegative(TrainedModels.Options()).Fit(data, isomorphic);

        Assert.AreEqual(WeightConstraint.Signed, signed.Constraint);
        Assert.IsLessThan(0.0, signed.SmallestWeight);
        Assert.IsTrue(isomorphic.VerifyAgainst(data, signed).IsEquivalent);
        Assert.AreEqual(5, further.History.Epochs.Length);
        CollectionAssert.AreEqual(signedScores, Scores(_mlContext, signed.Transform(data)));
        CollectionAssert.AreEqual(isomorphicScores, Scores(_mlContext, isomorphic.Transform(data)));
        CollectionAssert.AreNotEqual(isomorphicScores, Scores(_mlContext, further.Transform(data)));
        Assert.IsTrue(further.Verify(data).IsNonNegative);
    }

    [TestMethod]
    public void Fit_FromAModelOfOtherSize_Throws()
    {
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));
        var other = _mlContext.Data.LoadFromEnumerable(new[] { new Tiny { Features = [1, 0], Name = "a" }, new Tiny { Features = [0, 1], Name = "b" } });

        var error = Assert.ThrowsExactly<ArgumentException>(() => Trainer().Fit(Patches.Keyed(_mlContext, other), model));

        StringAssert.Contains(error.Message, "takes 256 features and knows 4 classes, but the data has 2 features and 2 classes");
    }

    [TestMethod]
    public void Fit_EveryEpoch_IsLogged()
    {
        var messages = new List<string>();
        _mlContext.Log += (_, e) => messages.Add(e.Message);
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));

        Assert.AreEqual(4, messages.Count(m => m.Contains("Signed: epoch", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Any(m => m.Contains("SignPreserving: epoch 1/1, loss ", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Any(m => m.Contains("Read 60 rows of 256 features in 4 classes", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_TokenCancelled_ThrowsAndCanFitAgain()
    {
        var data = Patches.Data(_mlContext, 60);
        using var cancellation = new CancellationTokenSource();
        var options = TrainedModels.Options();
        options.CancellationToken = cancellation.Token;
        options.Progress = new TrainingCallback(p =>
        {
            if (p.Epoch == 2)
                cancellation.Cancel();
        });
        var before = LiveTensors.Count();

        Assert.ThrowsExactly<OperationCanceledException>(() => _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data));
        Assert.AreEqual(before + SignedParameters, LiveTensors.Now());
        using var model = TrainedModels.Fit(_mlContext, data);
        Assert.IsNotNull(model);
    }

    [TestMethod]
    public void Fit_ContextCancelled_Throws()
    {
        var data = Patches.Data(_mlContext, 60);
        var options = TrainedModels.Options();
        options.Progress = new TrainingCallback(p =>
        {
            if (p.Epoch == 2)
                CancelExecution(_mlContext);
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data));
    }

    [TestMethod]
    public void Fit_ThenDispose_LeavesNoTensorBehind()
    {
        var data = Patches.Data(_mlContext, 60);
        TrainedModels.Fit(_mlContext, data).Dispose();
        var before = LiveTensors.Count();
        using (var model = TrainedModels.Fit(_mlContext, data))
            Scores(_mlContext, model.Transform(data));

        // Signed, folded, non-negative, and fused for scoring.
        Assert.AreEqual(before + 3 * SignedParameters + NonNegativeParameters, LiveTensors.Now());
    }

    [TestMethod]
    public void Fit_InsideADisposeScope_GivesAModelThatOutlivesIt()
    {
        var data = Patches.Data(_mlContext, 60);
        NonNegativeImageClassificationTransformer signed, isomorphic, further, loaded;
        using (NewDisposeScope())
        {
            signed = TrainedModels.Fit(_mlContext, data, WeightConstraint.Signed);
            isomorphic = signed.ToNonNegative();
            further = Trainer().Fit(data, isomorphic);
            using var stream = new MemoryStream();
            _mlContext.Model.Save(further, data.Schema, stream);
            loaded = (NonNegativeImageClassificationTransformer)_mlContext.Model.Load(stream, out _);
        }

        foreach (var model in new[] { signed, isomorphic, further, loaded })
        {
            Assert.HasCount(60 * 4, Scores(_mlContext, model.Transform(data)));
            model.Dispose();
        }
    }

    [TestMethod]
    [DataRow(59)]
    [DataRow(60)]
    [DataRow(int.MaxValue)]
    public void Fit_BatchAsLargeAsTheData_TakesEveryImageInEveryEpoch(int batchSize)
    {
        var options = TrainedModels.Options();
        options.BatchSize = batchSize;
        using var model = _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(Patches.Data(_mlContext, 60));

        Assert.AreEqual(60 * 5, model.History.Images);
    }

    [TestMethod]
    public void Fit_FromAModelWithOtherClassOrder_Throws()
    {
        var rows = Patches.Rows(60).ToList();
        using var model = TrainedModels.Fit(_mlContext, Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows)));
        rows.Reverse();
        var reversed = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));

        var error = Assert.ThrowsExactly<ArgumentException>(() => Trainer().Fit(reversed, model));

        StringAssert.Contains(error.Message, "name their classes differently");
    }

    [TestMethod]
    public void Fit_OneFeatureFarOutside_NeverGivesAnotherNetworkSilently()
    {
        var rows = Patches.Rows(300).ToList();
        rows[5].Features[7] = 1e6f;
        var warnings = new List<string>();
        _mlContext.Log += (_, e) => warnings.Add(e.Message);
        var data = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));
        using var signed = TrainedModels.Fit(_mlContext, data, WeightConstraint.Signed);
        using var isomorphic = signed.ToNonNegative();
        using var model = TrainedModels.Fit(_mlContext, data);

        Assert.IsTrue(isomorphic.VerifyAgainst(data, signed).IsEquivalent || warnings.Any(w => w.Contains("look for outliers", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_ConstantHugeFeatures_StaysFinite()
    {
        var rows = Patches.Rows(40).Select(r => new PatchRow { Features = [.. r.Features.Select(_ => 1e20f)], Name = r.Name }).ToList();
        using var model = TrainedModels.Fit(_mlContext, Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows)));

        Assert.IsTrue(double.IsFinite(model.History.Epochs[^1].Loss));
    }

    [TestMethod]
    public void Fit_VectorsOfAMillion_Trains()
    {
        var rows = Enumerable.Range(0, 6).Select(i => new Vast { Features = [.. Enumerable.Repeat(i % 2 == 0 ? 1f : 0f, 1_000_000)], Name = i % 2 == 0 ? "on" : "off" }).ToList();
        var options = TrainedModels.Options();
        options.Architecture = NetworkArchitecture.Mlp(2);
        var data = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));
        using var model = _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data);

        Assert.HasCount(6 * 2, Scores(_mlContext, model.Transform(data)));
    }

    [TestMethod]
    public void Fit_ImagesTooSmallForTheCnn_NamesTheOptionToSet()
    {
        var options = TrainedModels.Options();
        options.Architecture = NetworkArchitecture.SmallCnn();
        options.InputShape = new ImageShape(1, 8, 32);

        var error = Assert.ThrowsExactly<ArgumentException>(() => _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(Patches.Data(_mlContext, 10)));

        StringAssert.Contains(error.Message, "The small CNN cannot take images of shape 1x8x32");
        StringAssert.Contains(error.Message, "InputShape");
    }

    [TestMethod]
    public void Fit_SameTrainerTwice_GivesTheSameModel()
    {
        var data = Patches.Data(_mlContext, 60);
        var trainer = Trainer();
        using var one = trainer.Fit(data);
        using var two = trainer.Fit(data);

        CollectionAssert.AreEqual(Scores(_mlContext, one.Transform(data)), Scores(_mlContext, two.Transform(data)));
    }

    [TestMethod]
    public void Fit_WhereGradientsAreOff_Trains()
    {
        using var withoutGradients = no_grad();
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 100));

        Assert.IsLessThan(model.History.Epochs[0].Loss, model.History.Epochs[^1].Loss);
    }

    [TestMethod]
    public void Fit_Afterwards_KeepsNoGradients()
    {
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));

        foreach (var parameter in model.ImageModel.Network.StoredParameters)
            Assert.IsNull(parameter.grad);
    }

    private NonNegativeImageClassificationTrainer Trainer() => _mlContext.MulticlassClassification.Trainers.NonNegative(TrainedModels.Options());

    private static List<float> Scores(MLContext mlContext, IDataView scored) =>
        [.. mlContext.Data.CreateEnumerable<PatchPrediction>(scored, reuseRowObject: false).SelectMany(p => p.Score)];

    [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = "CancelExecution")]
    private static extern void CancelExecution(MLContext mlContext);

    private sealed class OtherNames
    {
        [VectorType(Patches.Size)]
        public float[] Pixels { get; set; } = [];

        public string Kind { get; set; } = "";
    }

    private sealed class Vast
    {
        [VectorType(1_000_000)]
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private sealed class Tiny
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }
}
