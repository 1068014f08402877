using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests;

/// <summary>Networks with random weights, of every kind of layer.</summary>
internal static class TestNetworks
{
    public static NetworkDescription Mlp(Activation activation) => NetworkArchitecture.Mlp(7, 5).Describe(new ImageShape(1, 4, 4), 3, activation);

    public static NetworkDescription Cnn(Activation activation) => NetworkArchitecture.SmallCnn().Describe(new ImageShape(1, 16, 16), 4, activation);

    /// <summary>A network whose convolutions pad their input.</summary>
    public static NetworkDescription PaddedCnn(Activation activation) => new(new ImageShape(2, 6, 6),
    [
        new ConvolutionLayer(2, 4, KernelSize: 3, Stride: 1, Padding: 1, activation),
        new ConvolutionLayer(4, 3, KernelSize: 3, Stride: 2, Padding: 1, activation),
        new FlattenLayer(),
        new LinearLayer(27, 5, Activation: null),
    ]);

    /// <summary>Grouped, dilated, normalised and bias-free convolutions, every pooling, and residual sums with and without layers on the shortcut.</summary>
    public static NetworkDescription Residual(Activation activation) => new(new ImageShape(2, 9, 9),
    [
        new ConvolutionLayer(2, 4, KernelSize: 3, Stride: 1, Padding: 1, activation) { HasBias = false, IsNormalized = true },
        new MaxPoolingLayer(3, Stride: 2, Padding: 1),
        new ResidualLayer(
            [new ConvolutionLayer(4, 6, KernelSize: 3, Stride: 1, Padding: 2, activation) { Dilation = 2, Groups = 2 }, new ConvolutionLayer(6, 4, KernelSize: 3, Stride: 1, Padding: 1, Activation: null) { IsNormalized = true }],
            [],
            activation),
        new ResidualLayer(
            [new ConvolutionLayer(4, 8, KernelSize: 3, Stride: 2, Padding: 1, activation) { Groups = 4 }, new ConvolutionLayer(8, 8, KernelSize: 1, Stride: 1, Padding: 0, Activation: null) { HasBias = false }],
            [new ConvolutionLayer(4, 8, KernelSize: 1, Stride: 2, Padding: 0, Activation: null) { HasBias = false, IsNormalized = true }],
            activation),
        new AveragePoolingLayer(2, Stride: 1),
        new AdaptiveAveragePoolingLayer(1),
        new FlattenLayer(),
        new LinearLayer(8, 6, activation) { IsNormalized = true },
        new LinearLayer(6, 4, Activation: null),
    ]);

    /// <summary>A network that adds its own input to what a layer makes of it.</summary>
    public static NetworkDescription InputShortcut(Activation activation) => new(new ImageShape(2, 6, 6),
    [
        new ResidualLayer([new ConvolutionLayer(2, 2, KernelSize: 3, Stride: 1, Padding: 1, Activation: null)], [], activation),
        new AveragePoolingLayer(2, Stride: 2),
        new FlattenLayer(),
        new LinearLayer(18, 3, Activation: null),
    ]);

    public static IEnumerable<NetworkDescription> All => Activations.All.SelectMany(a => new[] { Mlp(a), Cnn(a), PaddedCnn(a), Residual(a), InputShortcut(a) });

    /// <summary>Random weights, biases and normalisations, matched to the activations on random inputs; in evaluation mode.</summary>
    public static SignedNetwork Signed(NetworkDescription description, int seed = 1, ScalarType type = ScalarType.Float32)
    {
        var network = NetworkInitialization.Xavier(description, new Random(seed));
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        var random = new Random(seed);
        foreach (var normalization in network.Layers.Select(layer => layer.Normalization).OfType<BatchNormalization>())
        {
            Fill(normalization.Scale, random, 0.5, 1.5);
            normalization.Scale[0].neg_();
            Fill(normalization.Shift, random, -0.5, 0.5);
            Fill(normalization.Mean, random, -0.2, 0.2);
            Fill(normalization.Variance, random, 0.2, 0.8);
        }
        network.eval();
        NetworkInitialization.MatchMoments(network, Inputs(description, 64, seed));
        network.to(type);
        return network;
    }

    /// <summary>Random images with values in [<paramref name="lower"/>, <paramref name="upper"/>], both ends among them.</summary>
    public static Tensor Inputs(NetworkDescription description, int count, int seed = 1, double lower = 0, double upper = 1, ScalarType type = ScalarType.Float32)
    {
        var random = new Random(seed);
        var values = new double[count * description.Input.Size];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Next(10) switch { 0 => lower, 1 => upper, _ => lower + (upper - lower) * random.NextDouble() };
        return tensor(values, [count, description.Input.Size], dtype: type);
    }

    /// <summary>The parameters in the order in which model files hold them.</summary>
    public static List<Tensor> Parameters(nn.Module network) => [.. ((IScoringNetwork)network).StoredParameters];

    private static void Fill(Tensor values, Random random, double lower, double upper)
    {
        for (var i = 0; i < values.numel(); i++)
            values[i].fill_(lower + (upper - lower) * random.NextDouble());
    }
}
