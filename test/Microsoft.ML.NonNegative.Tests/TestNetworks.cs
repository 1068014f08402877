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

    public static IEnumerable<NetworkDescription> All => Activations.All.SelectMany(a => new[] { Mlp(a), Cnn(a), PaddedCnn(a) });

    /// <summary>Random weights and biases, matched to the activations on random inputs.</summary>
    public static SignedNetwork Signed(NetworkDescription description, int seed = 1, ScalarType type = ScalarType.Float32)
    {
        var network = NetworkInitialization.Xavier(description, new Random(seed));
        using var inputs = Inputs(description, 64, seed);
        NetworkInitialization.MatchMoments(network, inputs);
        if (type == ScalarType.Float32)
            return network;
        using (network)
            return new SignedNetwork(description, [.. network.Layers.Select(layer => new SignedLayer(layer.Description, layer.Weight.detach().to(type), layer.Bias.detach().to(type)))]);
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
}
