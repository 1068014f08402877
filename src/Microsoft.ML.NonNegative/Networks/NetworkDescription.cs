using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>A network as a value: its input and its layers. Signed and non-negative networks are both built from it.</summary>
public sealed record NetworkDescription
{
    /// <summary>A description whose layers fit each other.</summary>
    /// <param name="input">The shape of an input image.</param>
    /// <param name="layers">The layers in order; the last one has weights and no activation, every other weighted one has an activation.</param>
    /// <exception cref="ArgumentException">The layers do not fit.</exception>
    public NetworkDescription(ImageShape input, IEnumerable<LayerDescription> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Input = input;
        Layers = [.. layers];
        Weighted = [.. Layers.OfType<WeightedLayer>()];
        if (input.Channels < 1 || input.Height < 1 || input.Width < 1)
            throw new ArgumentException($"The input shape {input} must be at least 1x1x1.", nameof(input));
        if (Layers.Length == 0 || Layers[^1] is not WeightedLayer { Activation: null })
            throw new ArgumentException("The last layer must have weights and no activation: its outputs are the scores before softmax.", nameof(layers));
        if (Weighted.SkipLast(1).Any(layer => layer.Activation is null))
            throw new ArgumentException("Every weighted layer but the last needs an activation: it bounds the next layer's input.", nameof(layers));
        var shape = new long[] { input.Channels, input.Height, input.Width };
        MaxSignals = input.Size;
        foreach (var layer in Layers)
        {
            shape = layer.OutputShape(shape);
            MaxSignals = Math.Max(MaxSignals, shape.Aggregate(1L, (product, size) => checked(product * size)));
        }
        if (MaxSignals > int.MaxValue)
            throw new ArgumentException($"A layer gives {MaxSignals} outputs for one image; at most {int.MaxValue} are possible.", nameof(layers));
        if (shape.Length != 1)
            throw new ArgumentException($"The network gives outputs of shape {string.Join('x', shape)}; it must end in a vector of scores.", nameof(layers));
    }

    /// <summary>The shape of an input image.</summary>
    public ImageShape Input { get; }

    /// <summary>The layers, from the input to the scores.</summary>
    public ImmutableArray<LayerDescription> Layers { get; }

    /// <summary>The layers with weights, in order.</summary>
    public ImmutableArray<WeightedLayer> Weighted { get; }

    /// <summary>The number of scores.</summary>
    public int Classes => Weighted[^1].Outputs;

    /// <summary>Weights and biases of the signed network; the non-negative one has as many that are not structurally zero.</summary>
    public long ParameterCount => Weighted.Sum(layer => layer.ParameterCount);

    /// <summary>The most values that any layer takes or gives for one image.</summary>
    internal long MaxSignals { get; }

    /// <summary>How many of <paramref name="wanted"/> images can pass through together without a layer's signals taking more than 64 MiB; at least 1.</summary>
    internal int BatchOf(int wanted) => (int)Math.Clamp((1L << 24) / MaxSignals, 1, wanted);

    /// <inheritdoc/>
    public bool Equals(NetworkDescription? other) => other is not null && Input == other.Input && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Aggregate(Input.GetHashCode(), HashCode.Combine);
}
