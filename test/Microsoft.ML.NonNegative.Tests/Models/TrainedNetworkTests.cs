using Microsoft.ML.NonNegative.Tests.MLNet;
using TorchSharp;

namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>What a trained model shows of itself.</summary>
[TestClass]
public sealed class TrainedNetworkTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void Model_OfASignedNetwork_HasItsWeightsBiasesAndNormalizations()
    {
        var signed = TestNetworks.Signed(TestNetworks.Residual(Activations.Sigmoid));
        using var model = Transformer(new ImageModel(signed, new InputScaling(new SignalRange(-1, 3)), labels: null));
        var shown = model.Model;

        Assert.AreSame(shown, model.Model);
        Assert.AreEqual(WeightConstraint.Signed, shown.Constraint);
        Assert.AreEqual(signed.Description, shown.Description);
        Assert.AreEqual(new SignalRange(-1, 3), shown.FeatureRange);
        Assert.IsNull(shown.Labels);
        Assert.HasCount(signed.Layers.Count, shown.Layers);
        for (var i = 0; i < shown.Layers.Count; i++)
        {
            var (expected, actual) = (signed.Layers[i], shown.Layers[i]);
            Assert.AreEqual(signed.Description.WeightedNames.ElementAt(i), actual.Name);
            Assert.AreEqual(expected.Description, actual.Description);
            CollectionAssert.AreEqual(expected.Weight.shape, actual.WeightShape.ToArray());
            CollectionAssert.AreEqual(Values(expected.Weight), actual.Weights.ToArray());
            CollectionAssert.AreEqual(expected.Bias is null ? [] : Values(expected.Bias), actual.Bias.ToArray());
            Assert.IsTrue(actual.Positive.IsEmpty && actual.Negative.IsEmpty && actual.Offset.IsEmpty);
            Assert.AreEqual(expected.Normalization is null, actual.Normalization is null);
            if (expected.Normalization is not { } normalization)
                continue;
            CollectionAssert.AreEqual(Values(normalization.Scale), actual.Normalization!.Scale.ToArray());
            CollectionAssert.AreEqual(Values(normalization.Shift), actual.Normalization.Shift.ToArray());
            CollectionAssert.AreEqual(Values(normalization.Mean), actual.Normalization.Mean.ToArray());
            CollectionAssert.AreEqual(Values(normalization.Variance), actual.Normalization.Variance.ToArray());
        }
    }

    [TestMethod]
    public void Model_OfANonNegativeNetwork_HasBothWeightsBiasesAndOffsets()
    {
        using var signed = TestNetworks.Signed(TestNetworks.PaddedCnn(Activations.Sinusoidal));
        var network = signed.ToNonNegative(SignalRange.Unit, new IsomorphicOptions { Offset = OffsetKind.PerOutput });
        using var model = Transformer(new ImageModel(network, new InputScaling(SignalRange.Unit), labels: null));
        var shown = model.Model;

        Assert.AreEqual(WeightConstraint.NonNegative, shown.Constraint);
        for (var i = 0; i < shown.Layers.Count; i++)
        {
            var (expected, actual) = (network.Layers[i], shown.Layers[i]);
            CollectionAssert.AreEqual(Values(expected.Positive), actual.Positive.ToArray());
            CollectionAssert.AreEqual(Values(expected.Negative), actual.Negative.ToArray());
            CollectionAssert.AreEqual(Values(expected.Bias), actual.Bias.ToArray());
            CollectionAssert.AreEqual(Values(expected.Offset), actual.Offset.ToArray());
            Assert.IsTrue(actual.Weights.IsEmpty);
            Assert.IsNull(actual.Normalization);
        }
    }

    [TestMethod]
    public void Model_Trained_HasClassesAndASummaryInWords()
    {
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));
        var names = Patches.Rows(60).Select(row => row.Name).Distinct().ToList();

        CollectionAssert.AreEqual(names, model.Model.Labels!.ToList());
        StringAssert.StartsWith(model.Model.Summary, "NonNegative network of 4 classes: " + string.Join(", ", names));
        StringAssert.EndsWith(model.Model.Summary, model.Network.ToString());
        Assert.AreEqual(model.Model.Summary, model.Model.ToString());
    }

    [TestMethod]
    public void Model_NormalizedInputs_HasMeanDeviationAndTheRangeOfInputs()
    {
        using var model = Transformer(MadeModels.Model(TestNetworks.PaddedCnn(Activations.Sinusoidal), scaling: MadeModels.Normalized(2)));

        CollectionAssert.AreEqual(new[] { 0.3f, 0.4f }, model.Model.InputMean.ToArray());
        CollectionAssert.AreEqual(new[] { 0.25f, 0.3f }, model.Model.InputDeviation.ToArray());
        Assert.AreEqual(-0.4f / 0.3f, model.Model.InputRange.Lower, 1e-6);
        Assert.AreEqual(0.7f / 0.25f, model.Model.InputRange.Upper, 1e-6);
    }

    // A span over the tensors' memory would be one over freed memory.
    [TestMethod]
    public void Weights_ReadBeforeTheModelIsDisposed_StayReadable()
    {
        var model = Transformer(MadeModels.Model(TestNetworks.Mlp(Activations.Sinusoidal)));
        var layer = model.Model.Layers[0];
        var before = layer.Weights.ToArray();
        model.Dispose();
        CollectionAssert.AreEqual(before, layer.Weights.ToArray());

        Assert.ThrowsExactly<ObjectDisposedException>(() => layer.Bias.Length);
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.Model);
    }

    [TestMethod]
    public void Weights_Always_LeaveNoTensorBehind()
    {
        using var model = Transformer(MadeModels.Model(TestNetworks.Residual(Activations.Sinusoidal)));
        var shown = model.Model;
        var before = LiveTensors.Count();
        foreach (var layer in shown.Layers)
            Assert.IsGreaterThan(0, layer.Weights.Length + layer.Bias.Length + (layer.Normalization?.Mean.Length ?? 0));

        Assert.AreEqual(before, LiveTensors.Now());
    }

    [TestMethod]
    public void Transformer_Always_IsASingleFeaturePredictionTransformer()
    {
        using var ofVectors = Transformer(MadeModels.Model(TestNetworks.Mlp(Activations.Sinusoidal)));
        using var ofImages = Transformer(MadeModels.OfImages(TestNetworks.Mlp(Activations.Sinusoidal)));
        ISingleFeaturePredictionTransformer<object> general = ofVectors;

        Assert.AreSame(ofVectors.Model, general.Model);
        Assert.AreEqual("Features", general.FeatureColumnName);
        Assert.AreEqual(new Data.VectorDataViewType(Data.NumberDataViewType.Single, 16), general.FeatureColumnType);
        Assert.AreEqual(new Data.VectorDataViewType(Data.NumberDataViewType.Single, 1, 4, 4), ofImages.FeatureColumnType);
    }

    private NonNegativeImageClassificationTransformer Transformer(ImageModel model) => MadeModels.Transformer(_mlContext, model);

    private static float[] Values(torch.Tensor tensor)
    {
        using var flat = tensor.detach().flatten();
        return [.. flat.data<float>()];
    }
}
