using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The way of a batch through the layers of a description, whatever the layers with weights do.</summary>
internal static class NetworkPass
{
    /// <summary>Runs a batch through the network.</summary>
    /// <param name="description">The network.</param>
    /// <param name="input">[batch, channels * height * width] or any shape of as many elements.</param>
    /// <param name="weighted">Maps the index of a weighted layer and its input to its output.</param>
    public static Tensor Run(NetworkDescription description, Tensor input, Func<int, Tensor, Tensor> weighted)
    {
        var shape = description.Input;
        var x = input.reshape(-1, shape.Channels, shape.Height, shape.Width);
        var index = 0;
        foreach (var layer in description.Layers)
        {
            // What a layer leaves behind is freed with it, unless a gradient needs it.
            using var scope = NewDisposeScope();
            using var before = x;
            x = (layer is WeightedLayer ? weighted(index++, x) : x.flatten(1)).MoveToOuterDisposeScope();
        }
        return x;
    }
}
