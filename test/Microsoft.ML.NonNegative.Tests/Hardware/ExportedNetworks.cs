using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Hardware;

/// <summary>Networks of every kind of layer, and what is needed to compare an exported one with the one it came from.</summary>
internal static class ExportedNetworks
{
    private static readonly Activation Relu = Activations.ReluN(3);

    public static IReadOnlyDictionary<string, NetworkDescription> All { get; } = new Dictionary<string, NetworkDescription>
    {
        ["mlp, sinusoidal"] = Mlp(Activations.Sinusoidal),
        ["mlp, sigmoid"] = Mlp(Activations.Sigmoid),
        ["cnn"] = new(new ImageShape(2, 13, 11),
        [
            new ConvolutionLayer(2, 4, KernelSize: 3, Stride: 1, Padding: 1, Activations.Sinusoidal) { IsNormalized = true, HasBias = false },
            new MaxPoolingLayer(KernelSize: 3, Stride: 2, Padding: 1),
            new ConvolutionLayer(4, 6, KernelSize: 3, Stride: 1, Padding: 2, Relu) { Dilation = 2, Groups = 2 },
            new AveragePoolingLayer(KernelSize: 2, Stride: 1),
            new ConvolutionLayer(6, 5, KernelSize: 2, Stride: 2, Padding: 1, Activations.Sigmoid),
            new AdaptiveAveragePoolingLayer(2),
            new FlattenLayer(),
            new LinearLayer(20, 3, Activation: null),
        ]),
        ["pooled inputs"] = new(new ImageShape(2, 7, 6),
        [
            new MaxPoolingLayer(KernelSize: 2, Stride: 1, Padding: 1),
            new AdaptiveAveragePoolingLayer(3),
            new FlattenLayer(),
            new LinearLayer(18, 4, Activation: null),
        ]),
        ["residual"] = new(new ImageShape(1, 8, 8),
        [
            new ConvolutionLayer(1, 3, KernelSize: 3, Stride: 1, Padding: 1, Relu) { IsNormalized = true },
            new ResidualLayer([new ConvolutionLayer(3, 3, 3, 1, 1, Relu), new ConvolutionLayer(3, 3, 3, 1, 1, null) { IsNormalized = true }], [], Relu),
            new ResidualLayer([new ConvolutionLayer(3, 4, 3, 2, 1, Activations.Sinusoidal), new ConvolutionLayer(4, 4, 3, 1, 1, null)], [new ConvolutionLayer(3, 4, 1, 2, 0, null)], Relu),
            new AdaptiveAveragePoolingLayer(1),
            new FlattenLayer(),
            new LinearLayer(4, 3, Activation: null),
        ]),
        // The input itself, with the offset -lo, is one of the ways; and a sum is part of a way.
        ["residual at the input"] = new(new ImageShape(2, 5, 5),
        [
            new ResidualLayer([new ResidualLayer([new ConvolutionLayer(2, 2, 3, 1, 1, null)], [], Relu), new ConvolutionLayer(2, 2, 1, 1, 0, null)], [], Activations.Sigmoid),
            new FlattenLayer(),
            new LinearLayer(50, 3, Activation: null),
        ]),
    };

    public static NetworkDescription Mlp(Activation activation) =>
        new(new ImageShape(1, 3, 4), [new FlattenLayer(), new LinearLayer(12, 7, activation), new LinearLayer(7, 5, activation), new LinearLayer(5, 3, Activation: null)]);

    /// <summary>With random biases, so that every one of them counts.</summary>
    public static NonNegativeNetwork Create(NetworkDescription description, SignalRange range, ScalarType type = ScalarType.Float64, OffsetKind offset = OffsetKind.PerLayer)
    {
        using var signed = SignedNetwork.Create(description, seed: 3);
        signed.to(type);
        var random = new Random(4);
        using (no_grad())
            foreach (var bias in signed.Layers.Select(layer => layer.Bias).Where(bias => bias is not null))
                for (var i = 0; i < bias!.shape[0]; i++)
                    bias[i].fill_(random.NextDouble() - 0.3).Dispose();
        signed.eval();
        return signed.ToNonNegative(range, new IsomorphicOptions { Offset = offset });
    }

    /// <summary>Random images of the network's range, both ends among their values.</summary>
    public static double[][] Images(NonNegativeNetwork network, int count)
    {
        var random = new Random(5);
        var range = network.InputRange;
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, network.Description.Input.Size)
            .Select(_ => random.Next(8) switch { 0 => range.Lower, 1 => range.Upper, _ => range.Lower + range.Extent * random.NextDouble() }).ToArray())];
    }

    /// <summary>The scores by the split form, in double precision.</summary>
    public static double[][] Scores(NonNegativeNetwork network, double[][] images)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var scores = network.SplitForward(tensor(images.SelectMany(image => image).ToArray(), [images.Length, images[0].Length], network.Layers[0].Positive.dtype));
        return [.. scores.to(float64).data<double>().ToArray().Chunk(network.Description.Classes)];
    }

    public static byte[] Export(NonNegativeNetwork network)
    {
        using var stream = new MemoryStream();
        HardwareExport.Write(network, stream);
        return stream.ToArray();
    }
}
