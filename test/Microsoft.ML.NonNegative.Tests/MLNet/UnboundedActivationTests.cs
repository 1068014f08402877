using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>ReLU without a bound: trained signed, bounded on data, then rewritten.</summary>
[TestClass]
public sealed class UnboundedActivationTests
{
    // As in NonNegativeImageClassificationTrainerTests: weights and biases of two layers.
    private const int SignedParameters = 4;
    private const int NonNegativeParameters = 6;

    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void Fit_Relu_GivesASoundNonNegativeModelWithoutAWarning()
    {
        var log = new LogOf(_mlContext);
        var data = Patches.Data(_mlContext, 400);
        using var model = Fit(data, WeightConstraint.NonNegative);

        Assert.IsGreaterThan(0.95, _mlContext.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
        Assert.AreEqual(WeightConstraint.NonNegative, model.Constraint);
        Assert.IsGreaterThanOrEqualTo(0.0, model.SmallestWeight);
        Assert.IsTrue(model.Verify(data).IsNonNegative);
        Assert.HasCount(0, log.Warnings, string.Join(Environment.NewLine, log.Warnings));
        Assert.IsTrue(log.Infos.Any(m => m.Contains("bounded at their largest outputs on all 400 training images: ", StringComparison.Ordinal)));
        Assert.IsTrue(log.Infos.Any(m => m.Contains("and change 0 of 400 predictions", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void VerifyAgainst_TheSignedModelBoundedOnTheSameData_IsEquivalent()
    {
        var data = Patches.Data(_mlContext, 200);
        using var signed = Fit(data, WeightConstraint.Signed);
        using var isomorphic = signed.ToNonNegative(data);
        var report = isomorphic.VerifyAgainst(data, signed);

        Assert.IsTrue(report.IsEquivalent, report.ToString());
        Assert.IsTrue(report.IsNonNegative, report.ToString());
        Assert.IsTrue(isomorphic.Network.Activations.All(site => site.Activation.IsBounded));
        Assert.IsFalse(signed.Network.Activations.Any(site => site.Activation.IsBounded));
    }

    [TestMethod]
    public void VerifyAgainst_ALowerBound_ShowsTheDifferenceThatItMakes()
    {
        var data = Patches.Data(_mlContext, 200);
        using var signed = Fit(data, WeightConstraint.Signed);
        using var cut = signed.ToNonNegative(data, quantile: 0.6);
        var report = cut.VerifyAgainst(data, signed);

        Assert.IsFalse(report.IsEquivalent);
        Assert.IsGreaterThan(0.01, report.MaxOutputDifference!.Value);
        Assert.IsTrue(report.IsNonNegative, report.ToString());
    }

    [TestMethod]
    public void VerifyAgainst_OtherLayers_Throws()
    {
        var data = Patches.Data(_mlContext, 60);
        using var signed = Fit(data, WeightConstraint.Signed);
        using var isomorphic = signed.ToNonNegative(data);
        using var other = Fit(data, WeightConstraint.Signed, NetworkArchitecture.Mlp(24, 24));

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => isomorphic.VerifyAgainst(data, other)).Message, "have the same layers");
        Assert.ThrowsExactly<ArgumentException>(() => isomorphic.VerifyAgainst(data, isomorphic));
    }

    [TestMethod]
    public void ToNonNegative_WithoutData_NamesTheOverloadThatTakesIt()
    {
        using var signed = Fit(Patches.Data(_mlContext, 60), WeightConstraint.Signed);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => signed.ToNonNegative());

        StringAssert.Contains(error.Message, "'relu' of layer ");
        StringAssert.Contains(error.Message, "Call ToNonNegative(calibration)");
    }

    [TestMethod]
    public void ToNonNegative_BoundsThereAlready_GivesTheSameModel()
    {
        var data = Patches.Data(_mlContext, 60);
        using var signed = TrainedModels.Fit(_mlContext, data, WeightConstraint.Signed);
        using var plain = signed.ToNonNegative();
        using var calibrated = signed.ToNonNegative(data);

        CollectionAssert.AreEqual(Scores(plain, data), Scores(calibrated, data));
    }

    [TestMethod]
    public void ToNonNegative_BadArguments_SayWhatIsWrong()
    {
        var data = Patches.Data(_mlContext, 60);
        using var signed = Fit(data, WeightConstraint.Signed);
        using var isomorphic = signed.ToNonNegative(data);

        Assert.ThrowsExactly<ArgumentNullException>(() => signed.ToNonNegative(null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => signed.ToNonNegative(data, quantile: 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => signed.ToNonNegative(_mlContext.Data.LoadFromEnumerable(new[] { new PatchPrediction() })));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => signed.ToNonNegative(_mlContext.Data.LoadFromEnumerable(Array.Empty<PatchRow>()))).Message, "There is no data");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => isomorphic.ToNonNegative(data)).Message, "non-negative already");
    }

    [TestMethod]
    public void ToNonNegative_ThenDispose_LeavesNoTensorBehind()
    {
        var data = Patches.Data(_mlContext, 60);
        using var signed = Fit(data, WeightConstraint.Signed);
        signed.ToNonNegative(data).Dispose();
        var before = LiveTensors.Count();
        signed.ToNonNegative(data).Dispose();

        // Bounded, folded and non-negative.
        Assert.AreEqual(before + 2 * SignedParameters + NonNegativeParameters, LiveTensors.Now());
    }

    [TestMethod]
    public void Fit_InsideADisposeScope_GivesAModelThatOutlivesIt()
    {
        var data = Patches.Data(_mlContext, 60);
        NonNegativeImageClassificationTransformer trained, signed, isomorphic;
        using (NewDisposeScope())
        {
            trained = Fit(data, WeightConstraint.NonNegative);
            signed = Fit(data, WeightConstraint.Signed);
            isomorphic = signed.ToNonNegative(data);
        }

        foreach (var model in new[] { trained, signed, isomorphic })
        {
            Assert.HasCount(60 * 4, Scores(model, data));
            model.Dispose();
        }
    }

    private NonNegativeImageClassificationTransformer Fit(IDataView data, WeightConstraint constraint, NetworkArchitecture? architecture = null)
    {
        var options = TrainedModels.Options(constraint);
        options.Activation = Activations.Relu;
        options.Architecture = architecture ?? options.Architecture;
        return _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data);
    }

    private List<float> Scores(ITransformer model, IDataView data) =>
        [.. _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), reuseRowObject: false).SelectMany(p => p.Score)];
}
