using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Networks;

[TestClass]
public sealed class BatchNormalizationTests
{
    private static readonly Activation G = Activations.ReluN(6);

    [TestMethod]
    public void Forward_TrainingThenEvaluating_IsThatOfTorch()
    {
        using var scope = NewDisposeScope();
        using var own = BatchNormalization.Initial(3);
        using var torchs = nn.BatchNorm2d(3);
        SetAffine(own.Scale, own.Shift);
        SetAffine(torchs.get_parameter("weight")!, torchs.get_parameter("bias")!);
        for (var step = 0; step < 3; step++)
        {
            var batch = Numbers(step, ScalarType.Float32, 4, 3, 5, 5);

            AssertNear(torchs.call(batch), own.forward(batch), 1e-6);
            AssertNear(torchs.get_buffer("running_mean")!, own.Mean, 1e-6);
            AssertNear(torchs.get_buffer("running_var")!, own.Variance, 1e-6);
        }
        own.eval();
        torchs.eval();
        var last = Numbers(9, ScalarType.Float32, 4, 3, 5, 5);
        var mean = own.Mean.clone();

        AssertNear(torchs.call(last), own.forward(last), 1e-6);
        AssertNear(mean, own.Mean, 0);
    }

    [TestMethod]
    public void Backward_Training_IsThatOfTorch()
    {
        using var scope = NewDisposeScope();
        using var own = BatchNormalization.Initial(3);
        using var torchs = nn.BatchNorm2d(3);
        var (x, y) = (Numbers(1, ScalarType.Float32, 4, 3, 5, 5).requires_grad_(), Numbers(1, ScalarType.Float32, 4, 3, 5, 5).requires_grad_());
        own.forward(x).square().mul(x).sum().backward();
        torchs.call(y).square().mul(y).sum().backward();

        AssertNear(y.grad!, x.grad!, 1e-4);
        AssertNear(torchs.get_parameter("weight")!.grad!, own.Scale.grad!, 1e-4);
        AssertNear(torchs.get_parameter("bias")!.grad!, own.Shift.grad!, 1e-4);
    }

    [TestMethod]
    public void Forward_VectorsWhileTraining_AreNormalizedOverTheBatch()
    {
        using var scope = NewDisposeScope();
        using var own = BatchNormalization.Initial(3);
        SetAffine(own.Scale, own.Shift);
        var z = Numbers(1, ScalarType.Float32, 8, 3);
        var expected = z.sub(z.mean([0])).div(z.var(0, unbiased: false).add(BatchNormalization.Epsilon).sqrt()).mul(own.Scale).add(own.Shift);

        AssertNear(expected, own.forward(z), 1e-5);
        AssertNear(z.mean([0]).mul(0.1), own.Mean, 1e-6);
        AssertNear(z.var(0, unbiased: true).mul(0.1).add(0.9), own.Variance, 1e-6);
    }

    [TestMethod]
    [DataRow(ScalarType.Float64, true, 1e-12)]
    [DataRow(ScalarType.Float64, false, 1e-12)]
    [DataRow(ScalarType.Float32, true, 1e-5)]
    [DataRow(ScalarType.Float32, false, 1e-5)]
    public void Fold_ConvolutionsAndLinearLayers_ComputeAsWhenEvaluating(ScalarType type, bool hasBias, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var network = Network(type, hasBias);
        using var withoutGradients = no_grad();
        network.eval();
        using var folded = network.Fold();
        var input = Numbers(7, type, 5, 2, 6, 6);
        var (expected, actual) = (PreActivations(network, input), PreActivations(folded, input));

        Assert.IsTrue(network.Layers.All(layer => layer.Normalization!.Scale.min().to(float64).item<double>() < 0), "No scale is negative.");
        Assert.HasCount(4, expected);
        for (var i = 0; i < expected.Count; i++)
        {
            var largest = expected[i].Max(Math.Abs);
            for (var j = 0; j < expected[i].Length; j++)
                Assert.AreEqual(expected[i][j], actual[i][j], tolerance * largest, $"layer {i}");
        }
    }

    [TestMethod]
    public void Fold_ScaleOfZero_LeavesTheShift()
    {
        using var scope = NewDisposeScope();
        using var layer = new SignedLayer(new LinearLayer(3, 2, null) { IsNormalized = true }, Numbers(1, ScalarType.Float32, 2, 3), Numbers(2, ScalarType.Float32, 2),
            new BatchNormalization(tensor(new[] { 0f, 2 }), tensor(new[] { 0.5f, -1 }), tensor(new[] { 4f, 1 }), tensor(new[] { 0f, 0 })));
        layer.eval();
        using var folded = layer.Fold();
        var x = Numbers(3, ScalarType.Float32, 4, 3);

        CollectionAssert.AreEqual(new[] { 0f, 0, 0 }, folded.Weight.detach()[0].data<float>().ToArray());
        Assert.AreEqual(0.5f, folded.Bias!.detach()[0].item<float>());
        AssertNear(layer.forward(x), folded.forward(x), 1e-3);
    }

    [TestMethod]
    public void Fold_Network_HasBiasesAndNoNormalizationAndLeavesTheOriginalAsItWas()
    {
        using var network = Network(ScalarType.Float32, hasBias: false);
        var before = Stored(network);
        using var folded = network.Fold();

        Assert.AreEqual(network.Description.Fold(), folded.Description);
        Assert.IsTrue(folded.Layers.All(layer => layer.Normalization is null && layer.Bias is not null));
        Assert.AreEqual(folded.Description.ParameterCount, folded.parameters().Sum(parameter => parameter.numel()));
        CollectionAssert.AreEqual(before, Stored(network));
    }

    [TestMethod]
    public void Fold_NothingNormalized_IsACopyWithMemoryOfItsOwn()
    {
        using var network = SignedNetwork.Create(new NetworkDescription(new ImageShape(1, 1, 4), [new FlattenLayer(), new LinearLayer(4, 3, G) { HasBias = false }, new LinearLayer(3, 2, null)]), seed: 1);
        using var folded = network.Fold();
        using (no_grad())
            network.Layers[0].Weight.zero_();

        Assert.IsGreaterThan(0, folded.Layers[0].Weight.detach().abs().max().item<float>());
        CollectionAssert.AreEqual(new float[3], folded.Layers[0].Bias!.detach().data<float>().ToArray());
    }

    [TestMethod]
    public void FoldAndCopy_InADisposeScope_OutliveIt()
    {
        using var network = Network(ScalarType.Float32, hasBias: false);
        SignedNetwork folded, copy;
        using (NewDisposeScope())
            (folded, copy) = (network.Fold(), network.Copy());
        using var scope = NewDisposeScope();
        using (folded)
        using (copy)
        {
            network.eval();
            copy.eval();
            var input = Numbers(7, ScalarType.Float32, 5, 2, 6, 6);

            AssertNear(network.forward(input), copy.forward(input), 0);
            AssertNear(network.forward(input), folded.forward(input), 1e-3);
        }
    }

    // The library's count of live tensors never counts out what a parameter takes over: one for each parameter that was built.
    [TestMethod]
    public void FoldAndCopy_Disposed_LeaveNothingBehind()
    {
        using var network = Network(ScalarType.Float32, hasBias: false);
        const int layers = 4;
        const int folded = layers * 2, copied = layers * 3;
        network.Fold().Dispose();
        network.Copy().Dispose();
        var before = LiveTensors.Count();
        for (var i = 0; i < 3; i++)
        {
            network.Fold().Dispose();
            network.Copy().Dispose();
        }

        Assert.AreEqual(before + 3 * (folded + copied), LiveTensors.Now());
    }

    // Layer by layer: each batch is normalised by its own mean and variance, and what is kept is the average of both over the batches.
    [TestMethod]
    public void Calibrate_Batches_AverageTheirMeansAndUnbiasedVariances()
    {
        using var scope = NewDisposeScope();
        using var network = Network(ScalarType.Float64, hasBias: true);
        using var withoutGradients = no_grad();
        Tensor[] batches = [.. Enumerable.Range(0, 3).Select(i => Numbers(20 + i, ScalarType.Float64, 4 + i, 2, 6, 6))];
        network.Calibrate(batches);

        var first = batches.Select(batch => ByHand(network.Layers[0], batch)).ToList();
        AssertNear(Average(first.Select(b => b.Mean)), network.Layers[0].Normalization!.Mean, 1e-12);
        AssertNear(Average(first.Select(b => b.Variance)), network.Layers[0].Normalization!.Variance, 1e-12);
        var second = first.Select(b => ByHand(network.Layers[1], G.Apply(b.Normalized))).ToList();
        AssertNear(Average(second.Select(b => b.Mean)), network.Layers[1].Normalization!.Mean, 1e-12);
        AssertNear(Average(second.Select(b => b.Variance)), network.Layers[1].Normalization!.Variance, 1e-12);
        Assert.IsTrue(batches.All(batch => !batch.IsInvalid));
    }

    [TestMethod]
    public void Calibrate_Again_ForgetsWhatWasMeasuredBefore()
    {
        using var scope = NewDisposeScope();
        using var network = Network(ScalarType.Float64, hasBias: true);
        network.Calibrate([Numbers(1, ScalarType.Float64, 6, 2, 6, 6)]);
        var expected = Stored(network);
        network.Calibrate([Numbers(2, ScalarType.Float64, 6, 2, 6, 6), Numbers(3, ScalarType.Float64, 6, 2, 6, 6)]);
        CollectionAssert.AreNotEqual(expected, Stored(network));
        network.Calibrate([Numbers(1, ScalarType.Float64, 6, 2, 6, 6)]);

        CollectionAssert.AreEqual(expected, Stored(network));
    }

    [TestMethod]
    public void Calibrate_Done_LeavesEvaluationModeAndTheUsualMomentum()
    {
        using var scope = NewDisposeScope();
        using var network = Network(ScalarType.Float64, hasBias: true);
        var batch = Numbers(1, ScalarType.Float64, 6, 2, 6, 6);
        network.Calibrate([batch, batch]);
        AssertIsEvaluating(network);
        var measured = network.Layers[0].Normalization!.Mean.clone();
        network.forward(batch);
        AssertNear(measured, network.Layers[0].Normalization!.Mean, 0);
        network.train();
        network.forward(batch.mul(3));
        var now = ByHand(network.Layers[0], batch.mul(3)).Mean;

        AssertNear(measured.mul(0.9).add(now.mul(0.1)), network.Layers[0].Normalization!.Mean, 1e-12);
    }

    [TestMethod]
    public void Calibrate_NoBatch_ThrowsAndLeavesWhatWasMeasured()
    {
        using var network = Network(ScalarType.Float32, hasBias: true);
        var before = Stored(network);

        var error = Assert.ThrowsExactly<ArgumentException>(() => network.Calibrate([]));

        StringAssert.Contains(error.Message, "There is no batch to calibrate the batch normalisation with.");
        Assert.AreEqual("batches", error.ParamName);
        CollectionAssert.AreEqual(before, Stored(network));
        AssertIsEvaluating(network);
    }

    [TestMethod]
    public void Calibrate_NothingNormalized_DoesNothing()
    {
        using var network = SignedNetwork.Create(TestNetworks.Mlp(G), seed: 1);
        var before = Stored(network);
        network.Calibrate([]);

        CollectionAssert.AreEqual(before, Stored(network));
    }

    [TestMethod]
    public void Calibrate_Canceled_StopsBetweenTwoBatchesInEvaluationMode()
    {
        using var scope = NewDisposeScope();
        using var network = Network(ScalarType.Float32, hasBias: true);
        using var source = new CancellationTokenSource();
        var given = 0;

        Assert.ThrowsExactly<OperationCanceledException>(() => network.Calibrate(Batches(), source.Token));

        Assert.AreEqual(2, given);
        AssertIsEvaluating(network);
        Assert.AreEqual(BatchNormalization.DefaultMomentum, network.Layers[0].Normalization!.Momentum);

        IEnumerable<Tensor> Batches()
        {
            for (; ; given++)
            {
                if (given == 2)
                    source.Cancel();
                yield return Numbers(given, ScalarType.Float32, 4, 2, 6, 6);
            }
        }
    }

    [TestMethod]
    public void Calibrate_ManyBatches_LeavesNothingBehind()
    {
        using var network = Network(ScalarType.Float32, hasBias: true);
        using var batch = Numbers(1, ScalarType.Float32, 4, 2, 6, 6);
        network.Calibrate([batch]);
        var before = LiveTensors.Count();
        network.Calibrate(Enumerable.Repeat(batch, 5));

        Assert.AreEqual(before, LiveTensors.Now());
        Assert.IsTrue(is_grad_enabled());
        Assert.IsNull(network.Layers[0].Weight.grad);
    }

    [TestMethod]
    public void Layer_PartsThatAreNotThoseOfTheDescription_Throws()
    {
        using var scope = NewDisposeScope();
        var description = new LinearLayer(3, 2, null) { IsNormalized = true };

        var error = Assert.ThrowsExactly<ArgumentException>(() => new SignedLayer(description, zeros(2, 3), biases: null));

        StringAssert.Contains(error.Message, "A layer 'linear, 3 to 2, batch normalisation' was given no biases and no normalisation.");
    }

    private static (Tensor Mean, Tensor Variance, Tensor Normalized) ByHand(SignedLayer layer, Tensor input)
    {
        var z = layer.Description.Apply(input, layer.Weight, layer.Bias);
        var outputs = z.transpose(0, 1).flatten(1);
        var deviation = outputs.var(1, unbiased: false).add(1e-5).sqrt();
        var normalized = z.sub(outputs.mean([1]).view(-1, 1, 1)).div(deviation.view(-1, 1, 1)).mul(layer.Normalization!.Scale.view(-1, 1, 1)).add(layer.Normalization.Shift.view(-1, 1, 1));
        return (outputs.mean([1]), outputs.var(1, unbiased: true), normalized);
    }

    private static Tensor Average(IEnumerable<Tensor> values) => stack([.. values]).mean([0]);

    /// <summary>Two convolutions and two linear layers, each normalised by random numbers, negative scales among them.</summary>
    private static SignedNetwork Network(ScalarType type, bool hasBias)
    {
        var description = new NetworkDescription(new ImageShape(2, 6, 6),
        [
            new ConvolutionLayer(2, 4, 3, 1, 1, G) { HasBias = hasBias, IsNormalized = true },
            new ConvolutionLayer(4, 6, 3, 2, 1, G) { HasBias = hasBias, IsNormalized = true, Groups = 2 },
            new FlattenLayer(),
            new LinearLayer(54, 8, G) { HasBias = hasBias, IsNormalized = true },
            new LinearLayer(8, 3, null) { HasBias = hasBias, IsNormalized = true },
        ]);
        return new SignedNetwork(description, [.. description.Weighted.Select((layer, i) => new SignedLayer(layer,
            Numbers(10 * i, type, [.. layer.WeightShape]),
            hasBias ? Numbers(10 * i + 1, type, layer.Outputs) : null,
            new BatchNormalization(Scales(layer.Outputs, type), Numbers(10 * i + 3, type, layer.Outputs), Numbers(10 * i + 4, type, layer.Outputs), Variances(10 * i + 5, type, layer.Outputs))))]);
    }

    private static Tensor Scales(int outputs, ScalarType type) => tensor(Enumerable.Range(0, outputs).Select(i => (i % 2 == 0 ? 1 : -1) * (0.5 + i)).ToArray(), dtype: type);

    private static Tensor Variances(int seed, ScalarType type, int outputs)
    {
        using var numbers = Numbers(seed, type, outputs);
        return numbers.abs().add_(0.1);
    }

    private static Tensor Numbers(int seed, ScalarType type, params long[] shape)
    {
        var random = new Random(seed);
        return tensor(Enumerable.Range(0, (int)shape.Product()).Select(_ => 2 * random.NextDouble() - 1).ToArray(), shape, dtype: type);
    }

    private static void SetAffine(Tensor scale, Tensor shift)
    {
        using var withoutGradients = no_grad();
        scale.copy_(tensor(new[] { 1.5f, -0.5f, 2 }));
        shift.copy_(tensor(new[] { 0.25f, 1, -3 }));
    }

    private static List<double[]> PreActivations(SignedNetwork network, Tensor input)
    {
        var all = new List<double[]>();
        network.Run(input, (_, z) => all.Add(z.to(float64).contiguous().data<double>().ToArray()));
        return all;
    }

    private static double[] Stored(SignedNetwork network)
    {
        using var scope = NewDisposeScope();
        return [.. network.Layers.SelectMany(layer => layer.StoredParameters).SelectMany(values => values.detach().to(float64).flatten().data<double>().ToArray())];
    }

    private static void AssertIsEvaluating(SignedNetwork network) =>
        Assert.IsFalse(network.training || network.Layers.Any(layer => layer.training || layer.Normalization!.training));

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance)
    {
        CollectionAssert.AreEqual(expected.shape, actual.shape);
        Assert.IsLessThanOrEqualTo(tolerance, expected.sub(actual).abs().max().to(float64).item<double>());
    }
}
