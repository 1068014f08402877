using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>One layer of a <see cref="NetworkDescription"/>.</summary>
public abstract record LayerDescription
{
    private protected LayerDescription()
    {
    }

    /// <summary>The shape that this layer gives for an input of the shape <paramref name="input"/> (without the batch dimension).</summary>
    /// <exception cref="ArgumentException">The layer does not fit the input.</exception>
    internal abstract long[] OutputShape(long[] input);
}

/// <summary>Turns images into vectors: channel after channel, row after row.</summary>
public sealed record FlattenLayer : LayerDescription
{
    internal override long[] OutputShape(long[] input) => [input.Aggregate(1L, (product, size) => checked(product * size))];
}

/// <summary>A layer with weights and biases: z_i = sum_j w_ij x_j + b_i, followed by an activation where it has one.</summary>
/// <param name="Activation">g, or null for the last layer, whose z are the scores before softmax.</param>
public abstract record WeightedLayer(Activation? Activation) : LayerDescription
{
    /// <summary>The number of outputs (units or channels), the first dimension of the weights.</summary>
    public abstract int Outputs { get; }

    /// <summary>The shape of the weights, outputs first.</summary>
    public abstract IReadOnlyList<long> WeightShape { get; }

    /// <summary>The number of inputs that one output adds up.</summary>
    public long FanIn => WeightShape.Skip(1).Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Weights and biases together.</summary>
    public long ParameterCount => checked(Outputs * (FanIn + 1));

    /// <summary>W x + b, with <paramref name="padding"/> in the place of every input outside the image.</summary>
    internal abstract Tensor Apply(Tensor input, Tensor weight, Tensor? bias, double padding = 0);
}
