namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>Models whose inputs are normalised by channel, hence below 0 in part.</summary>
[TestClass]
public sealed class NormalizedInputsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    public static IEnumerable<object[]> Networks => Enumerable.Range(0, 3).Select(i => new object[] { i });

    [TestMethod]
    public void ToInputs_Always_AreClampedScaledAndNormalizedByChannel()
    {
        var scaling = new InputScaling(new SignalRange(-1, 3), [0.5f, 0.25f], [2f, 0.5f]);
        var inputs = new float[8];
        scaling.ToInputs([-2, -1, 3, 7, 1, float.NaN, 0, 3], inputs, size: 4);

        CollectionAssert.AreEqual(new[] { -0.25f, -0.25f, 1.5f, 1.5f, 0, float.NaN, 0, 1.5f }, inputs);
        Assert.AreEqual(new SignalRange(-0.5, 1.5), scaling.Inputs);
    }

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void ToNonNegative_Scores_AreThoseOfTheSignedModel(int index)
    {
        using var signed = MadeModels.Transformer(_mlContext, Model(index));
        using var nonNegative = signed.ToNonNegative();
        using var back = nonNegative.ToSigned();
        var data = Data(signed, 40);
        var report = nonNegative.VerifyAgainst(data, signed);
        var (expected, actual, again) = (Scores(signed, data), Scores(nonNegative, data), Scores(back, data));

        Assert.IsTrue(report.IsNonNegative, report.ToString());
        Assert.IsTrue(report.IsEquivalent, report.ToString());
        Assert.AreEqual(40, report.Rows);
        Assert.IsLessThan(0, nonNegative.Model.InputRange.Lower);
        Assert.AreEqual((WeightConstraint.NonNegative, WeightConstraint.Signed), (nonNegative.Constraint, back.Constraint));
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-4f);
            Assert.AreEqual(expected[i], again[i], 1e-4f);
        }
    }

    // The range that the network was rewritten for holds every input that the scaling can give, and 0 where a layer pads with it.
    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void ToNonNegative_InputRange_HoldsEveryInput(int index)
    {
        using var signed = MadeModels.Transformer(_mlContext, Model(index));
        using var nonNegative = signed.ToNonNegative();
        var network = (NonNegativeNetwork)nonNegative.ImageModel.Network;
        var inputs = signed.Model.InputRange;

        Assert.IsLessThanOrEqualTo(inputs.Lower, network.InputRange.Lower);
        Assert.IsGreaterThanOrEqualTo(inputs.Upper, network.InputRange.Upper);
        var data = Data(signed, 40);
        Scores(nonNegative, data);
        nonNegative.Verify(data);
        Assert.AreEqual(0, network.OutsideInputCount);
    }

    [TestMethod]
    public void ToNonNegative_OfUnboundedActivationsOnData_IsEquivalentThere()
    {
        using var signed = MadeModels.Transformer(_mlContext, MadeModels.Model(TestNetworks.PaddedCnn(Activations.Relu), scaling: MadeModels.Normalized(2)));
        var data = Data(signed, 40);
        using var nonNegative = signed.ToNonNegative(data);
        var report = nonNegative.VerifyAgainst(data, signed);

        Assert.IsTrue(report is { IsNonNegative: true, IsEquivalent: true }, report.ToString());
    }

    [TestMethod]
    public void ToSigned_OfASignedOrClippedModel_Throws()
    {
        using var signed = MadeModels.Transformer(_mlContext, Model(0));
        using var clipped = MadeModels.Transformer(_mlContext, MadeModels.Model(TestNetworks.Mlp(Activations.Sinusoidal), WeightConstraint.Clipped));

        Assert.ThrowsExactly<InvalidOperationException>(signed.ToSigned);
        Assert.ThrowsExactly<InvalidOperationException>(clipped.ToSigned);
    }

    [TestMethod]
    public void ToNonNegative_OfAClippedModel_KeepsItsWeightsAsPositiveOnes()
    {
        using var clipped = MadeModels.Transformer(_mlContext, MadeModels.Model(TestNetworks.Mlp(Activations.Sinusoidal), WeightConstraint.Clipped));
        using var nonNegative = clipped.ToNonNegative();

        Assert.AreEqual((WeightConstraint.Clipped, WeightConstraint.NonNegative), (clipped.Constraint, nonNegative.Constraint));
        Assert.IsGreaterThanOrEqualTo(0, clipped.SmallestWeight);
        foreach (var (one, other) in clipped.Model.Layers.Zip(nonNegative.Model.Layers))
        {
            CollectionAssert.AreEqual(one.Weights.ToArray(), other.Positive.ToArray());
            Assert.IsFalse(other.Negative.ContainsAnyExcept(0f));
        }
    }

    [TestMethod]
    public void ExportForHardware_Always_IsForTheRangeOfNormalizedInputs()
    {
        using var signed = MadeModels.Transformer(_mlContext, Model(0));
        using var nonNegative = signed.ToNonNegative();
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            nonNegative.ExportForHardware(path);

            Assert.IsGreaterThan(1000, new FileInfo(path).Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ImageModel Model(int index)
    {
        var description = new[] { TestNetworks.PaddedCnn(Activations.Sinusoidal), TestNetworks.Residual(Activations.Sigmoid), TestNetworks.InputShortcut(Activations.ReluN(6)) }[index];
        return MadeModels.Model(description, scaling: MadeModels.Normalized(2));
    }

    private IDataView Data(NonNegativeImageClassificationTransformer model, int rows) => FeatureData.Of(_mlContext, MadeModels.Pixels(model.ImageModel, rows), model.ImageModel.FeatureCount);

    private List<float> Scores(NonNegativeImageClassificationTransformer model, IDataView data) =>
        [.. _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), reuseRowObject: false).SelectMany(row => row.Score)];
}
