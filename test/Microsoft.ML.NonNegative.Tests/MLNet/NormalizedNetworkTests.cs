namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Networks with batch normalisation, pooling and residual sums, of a user's own architecture, through the whole face.</summary>
[TestClass]
public sealed class NormalizedNetworkTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow("sinusoidal")]
    [DataRow("relu")]
    public void Fit_OwnArchitecture_LearnsVerifiesAndLoadsWithTheSameScores(string activation)
    {
        var data = Patches.Data(_mlContext, 300);
        var log = new LogOf(_mlContext);
        using var model = Fit(data, options => (options.Activation, options.Epochs) = (Activations.FromName(activation), 8));
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, data.Schema, stream);
        using var loaded = (NonNegativeImageClassificationTransformer)new MLContext().Model.Load(stream, out _);
        var report = model.Verify(data);

        Assert.IsGreaterThan(0.9, _mlContext.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
        Assert.AreEqual(WeightConstraint.NonNegative, model.Constraint);
        Assert.IsTrue(report.IsNonNegative, report.ToString());
        Assert.HasCount(7, report.Layers);
        Assert.HasCount(0, log.Warnings, string.Join(Environment.NewLine, log.Warnings));
        Assert.AreEqual(model.Network, loaded.Network);
        CollectionAssert.AreEqual(Scores(model, data), Scores(loaded, data));
    }

    [TestMethod]
    public void ToNonNegative_OfASignedModel_IsEquivalentToIt()
    {
        var data = Patches.Data(_mlContext, 100);
        using var signed = Fit(data, options => options.Constraint = WeightConstraint.Signed);
        using var isomorphic = signed.ToNonNegative();
        var report = isomorphic.VerifyAgainst(data, signed);

        Assert.IsTrue(signed.Network.Weighted.Any(layer => layer.IsNormalized));
        Assert.IsTrue(report.IsEquivalent, report.ToString());
        Assert.IsTrue(report.IsNonNegative, report.ToString());
    }

    [TestMethod]
    [DataRow(65, 32)]
    [DataRow(65, 64)]
    [DataRow(33, 2)]
    [DataRow(9, int.MaxValue)]
    public void Fit_OneImageLeftAtTheEnd_TakesEveryImageInEveryEpoch(int count, int batchSize)
    {
        using var model = Fit(Patches.Data(_mlContext, count), options => options.BatchSize = batchSize);

        Assert.AreEqual(count * 5, model.History.Images);
        Assert.IsTrue(model.History.Epochs.All(epoch => double.IsFinite(epoch.Loss)));
    }

    [TestMethod]
    public void Fit_BatchesOfOneImage_SaysWhatToDo()
    {
        var steps = 0;
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(Patches.Data(_mlContext, 20), options =>
        {
            options.BatchSize = 1;
            options.Progress = new TrainingCallback(_ => steps++);
        }));

        StringAssert.Contains(error.Message, "Set BatchSize to at least 2");
        Assert.AreEqual(0, steps);
    }

    [TestMethod]
    public void Fit_BatchesOfOneImageOnANonNegativeModel_Trains()
    {
        var data = Patches.Data(_mlContext, 20);
        using var start = Fit(data, options => options.Epochs = 1);
        var options = Options();
        options.BatchSize = 1;
        using var further = _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data, start);

        Assert.AreEqual(start.History.Images + 20, further.History.Images);
    }

    [TestMethod]
    public void Fit_WithoutEpochsInBatchesOfOneImage_MeasuresInBatchesOfTwo()
    {
        using var model = Fit(Patches.Data(_mlContext, 21), options => (options.Epochs, options.PostEpochs, options.BatchSize) = (0, 0, 1));

        Assert.AreEqual(WeightConstraint.NonNegative, model.Constraint);
    }

    [TestMethod]
    public void Fit_RowsSortedByClass_Learns()
    {
        var rows = Patches.Rows(400).OrderBy(row => row.Name).ToList();
        var data = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));
        using var model = Fit(data, options => options.Epochs = 8);

        Assert.IsGreaterThan(0.9, _mlContext.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
    }

    [TestMethod]
    [DataRow("sinusoidal")]
    [DataRow("relu")]
    public void Fit_ThenDispose_LeavesNoTensorBehind(string activation)
    {
        var data = Patches.Data(_mlContext, 65);
        void Configure(NonNegativeImageClassificationTrainer.Options options) => (options.Activation, options.Epochs) = (Activations.FromName(activation), 2);
        Fit(data, Configure).Dispose();
        var before = LiveTensors.Count();
        using (var model = Fit(data, Configure))
            Scores(model, data);

        // TorchSharp never counts out a tensor whose data a Parameter took over: those of the signed network, its bounded copy, the folded, the non-negative and the fused one.
        var (parameters, layers) = SmallResidualArchitecture.Counts(new SmallResidualArchitecture().Describe(new ImageShape(1, Patches.Side, Patches.Side), 4, Activations.Relu));
        Assert.AreEqual(before + (activation == "relu" ? 2 : 1) * parameters + (2 + 3 + 2) * layers, LiveTensors.Now());
    }

    private NonNegativeImageClassificationTransformer Fit(IDataView data, Action<NonNegativeImageClassificationTrainer.Options> configure)
    {
        var options = Options();
        configure(options);
        return _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data);
    }

    private static NonNegativeImageClassificationTrainer.Options Options()
    {
        var options = TrainedModels.Options();
        options.Architecture = new SmallResidualArchitecture();
        return options;
    }

    private List<float> Scores(ITransformer model, IDataView data) =>
        [.. _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), reuseRowObject: false).SelectMany(p => p.Score)];
}
