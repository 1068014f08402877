using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>A family of networks: gives the description for any input shape and number of classes.</summary>
public abstract class NetworkArchitecture
{
    private protected NetworkArchitecture()
    {
    }

    /// <summary>A multi-layer perceptron.</summary>
    /// <param name="hiddenUnits">The units of each hidden layer; default: 100 and 200, as in arXiv 2310.01084 for 28x28 images.</param>
    /// <exception cref="ArgumentException">A hidden layer has no units.</exception>
    public static NetworkArchitecture Mlp(params int[] hiddenUnits) => new MlpArchitecture(hiddenUnits is { Length: > 0 } ? hiddenUnits : [100, 200]);

    /// <summary>
    /// The small convolutional network of arXiv 2310.01084: 3x3 convolutions to 32, 32 (stride 2), 64, 64 (stride 2) channels, then 128 units.
    /// Needs images of at least 13x13 pixels.
    /// </summary>
    public static NetworkArchitecture SmallCnn() => new SmallCnnArchitecture();

    /// <summary>The name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>The network of this family for the given images.</summary>
    /// <param name="input">The shape of an image.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="activation">The activation of every layer but the last.</param>
    /// <exception cref="ArgumentException">The input is too small for this family.</exception>
    public abstract NetworkDescription Describe(ImageShape input, int classes, Activation activation);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class MlpArchitecture : NetworkArchitecture
    {
        private readonly ImmutableArray<int> _hiddenUnits;

        public MlpArchitecture(int[] hiddenUnits)
        {
            if (hiddenUnits.Any(units => units < 1))
                throw new ArgumentException($"Every hidden layer needs at least 1 unit, but they are {string.Join(", ", hiddenUnits)}.", nameof(hiddenUnits));
            _hiddenUnits = [.. hiddenUnits];
        }

        public override string Name => $"MLP ({string.Join('-', _hiddenUnits)})";

        public override NetworkDescription Describe(ImageShape input, int classes, Activation activation)
        {
            var sizes = _hiddenUnits.Prepend(input.Size).ToList();
            var hidden = _hiddenUnits.Select((units, i) => new LinearLayer(sizes[i], units, activation));
            return new NetworkDescription(input, [new FlattenLayer(), .. hidden, new LinearLayer(sizes[^1], classes, Activation: null)]);
        }
    }

    private sealed class SmallCnnArchitecture : NetworkArchitecture
    {
        private const int FlatUnits = 128;

        public override string Name => "small CNN";

        public override NetworkDescription Describe(ImageShape input, int classes, Activation activation)
        {
            ConvolutionLayer[] convolutions =
            [
                new(input.Channels, 32, KernelSize: 3, Stride: 1, Padding: 0, activation),
                new(32, 32, KernelSize: 3, Stride: 2, Padding: 0, activation),
                new(32, 64, KernelSize: 3, Stride: 1, Padding: 0, activation),
                new(64, 64, KernelSize: 3, Stride: 2, Padding: 0, activation),
            ];
            var shape = convolutions.Aggregate(new long[] { input.Channels, input.Height, input.Width }, (s, layer) => layer.OutputShape(s));
            var features = checked((int)shape.Aggregate(1L, (product, size) => product * size));
            return new NetworkDescription(input,
                [.. convolutions, new FlattenLayer(), new LinearLayer(features, FlatUnits, activation), new LinearLayer(FlatUnits, classes, Activation: null)]);
        }
    }
}
