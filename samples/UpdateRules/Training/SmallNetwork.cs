using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The network that every rule trains: two convolutions and two fully connected layers.</summary>
internal static class SmallNetwork
{
    /// <summary>What it is, for tables and for telling runs apart.</summary>
    public const string Name = "3x3 convolutions with stride 2 to 16 and 32 channels, 64 units, ReLU";

    private const int FirstChannels = 16;
    private const int SecondChannels = 32;
    private const int Units = 64;

    /// <summary>A network for grey images of the given size.</summary>
    public static Sequential Create(int height, int width, int classes)
    {
        var places = Halved(Halved(height)) * Halved(Halved(width));
        return nn.Sequential(
            ("convolution1", nn.Conv2d(1, FirstChannels, 3, stride: 2, padding: 1)),
            ("relu1", nn.ReLU()),
            ("convolution2", nn.Conv2d(FirstChannels, SecondChannels, 3, stride: 2, padding: 1)),
            ("relu2", nn.ReLU()),
            ("flatten", nn.Flatten()),
            ("linear1", nn.Linear(SecondChannels * places, Units)),
            ("relu3", nn.ReLU()),
            ("linear2", nn.Linear(Units, classes)));
    }

    /// <summary>Draws weights from a normal distribution with a deviation of scale * sqrt(2 / fan_in) (He et al., 2015); biases become zero.</summary>
    /// <remarks>Drawn here and not by libtorch, whose one generator all threads share.</remarks>
    public static void Initialize(nn.Module<Tensor, Tensor> network, double scale, Random random)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in network.parameters())
        {
            if (IsWeight(parameter))
                parameter.copy_(Draw(parameter.shape, scale, random));
            else
                parameter.zero_();
        }
    }

    /// <summary>Weights have more than one dimension, biases have one.</summary>
    public static bool IsWeight(Parameter parameter) => parameter.dim() > 1;

    private static Tensor Draw(long[] shape, double scale, Random random)
    {
        var fanIn = shape.Skip(1).Aggregate(1L, (product, size) => product * size);
        var values = new float[shape[0] * fanIn];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(scale * Math.Sqrt(2.0 / fanIn) * NextGaussian(random));
        return tensor(values, shape, float32);
    }

    // What a 3x3 convolution with stride 2 and padding 1 leaves of a side.
    private static int Halved(int size) => (size + 1) / 2;

    // Box and Muller.
    private static double NextGaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
