namespace Microsoft.ML.NonNegative;

/// <summary>A family of networks: gives the description for any input shape and number of classes. Derive from it for one of your own.</summary>
public abstract class NetworkArchitecture
{
    /// <summary>The name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>A multi-layer perceptron.</summary>
    /// <param name="hiddenUnits">The units of each hidden layer; default: 100 and 200, as in arXiv 2310.01084 for 28x28 images.</param>
    /// <exception cref="ArgumentException">A hidden layer has no units.</exception>
    public static NetworkArchitecture Mlp(params int[] hiddenUnits) => new MlpArchitecture(hiddenUnits is { Length: > 0 } ? hiddenUnits : [100, 200]);

    /// <summary>
    /// The small convolutional network of arXiv 2310.01084 for MNIST: 3x3 convolutions to 32, 32 (stride 2), 64, 64 (stride 2) channels, then 128 units.
    /// Needs images of at least 13x13 pixels.
    /// </summary>
    public static NetworkArchitecture SmallCnn() => new SmallCnnArchitecture(isForCifar: false);

    /// <summary>
    /// The small convolutional network of arXiv 2310.01084 for CIFAR-10: 3x3 convolutions to 32, 64, mean of 2x2, to 128, 256 channels, mean of 2x2, then 512 units.
    /// Needs images of at least 16x16 pixels.
    /// </summary>
    public static NetworkArchitecture CifarCnn() => new SmallCnnArchitecture(isForCifar: true);

    /// <summary>ResNet-18 (arXiv 1512.03385), with batch normalisation: 11,173,962 parameters for 3x32x32 images and 10 classes.</summary>
    /// <param name="images">The size of images it is shaped for; any size can be given to it.</param>
    public static NetworkArchitecture ResNet18(ImageSize images = ImageSize.Small) => new ResNetArchitecture("ResNet-18", [2, 2, 2, 2], hasBottlenecks: false, images);

    /// <summary>ResNet-34 (arXiv 1512.03385), with batch normalisation.</summary>
    /// <inheritdoc cref="ResNet18" path="/param"/>
    public static NetworkArchitecture ResNet34(ImageSize images = ImageSize.Small) => new ResNetArchitecture("ResNet-34", [3, 4, 6, 3], hasBottlenecks: false, images);

    /// <summary>ResNet-50 (arXiv 1512.03385), with batch normalisation and the stride in the 3x3 convolution.</summary>
    /// <inheritdoc cref="ResNet18" path="/param"/>
    public static NetworkArchitecture ResNet50(ImageSize images = ImageSize.Small) => new ResNetArchitecture("ResNet-50", [3, 4, 6, 3], hasBottlenecks: true, images);

    /// <summary>VGG-11 (arXiv 1409.1556, configuration A).</summary>
    /// <param name="batchNormalization">Whether the convolutions are normalised over the batch.</param>
    /// <param name="images">The size of images it is shaped for; any size can be given to it.</param>
    public static NetworkArchitecture Vgg11(bool batchNormalization = true, ImageSize images = ImageSize.Small) => new VggArchitecture("VGG-11", [1, 1, 2, 2, 2], batchNormalization, images);

    /// <summary>VGG-13 (arXiv 1409.1556, configuration B).</summary>
    /// <inheritdoc cref="Vgg11" path="/param"/>
    public static NetworkArchitecture Vgg13(bool batchNormalization = true, ImageSize images = ImageSize.Small) => new VggArchitecture("VGG-13", [2, 2, 2, 2, 2], batchNormalization, images);

    /// <summary>VGG-16 (arXiv 1409.1556, configuration D).</summary>
    /// <inheritdoc cref="Vgg11" path="/param"/>
    public static NetworkArchitecture Vgg16(bool batchNormalization = true, ImageSize images = ImageSize.Small) => new VggArchitecture("VGG-16", [2, 2, 3, 3, 3], batchNormalization, images);

    /// <summary>VGG-19 (arXiv 1409.1556, configuration E).</summary>
    /// <inheritdoc cref="Vgg11" path="/param"/>
    public static NetworkArchitecture Vgg19(bool batchNormalization = true, ImageSize images = ImageSize.Small) => new VggArchitecture("VGG-19", [2, 2, 4, 4, 4], batchNormalization, images);

    /// <summary>The network of this family for the given images.</summary>
    /// <param name="input">The shape of an image.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="activation">The activation of every layer but the last.</param>
    /// <exception cref="ArgumentException">The input is too small for this family, or too large to count its values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes.</exception>
    public NetworkDescription Describe(ImageShape input, int classes, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        try
        {
            return new NetworkDescription(input, Layers(input, classes, activation));
        }
        catch (OverflowException e)
        {
            throw new ArgumentException($"The {Name} has more values than can be counted for images of shape {input}.", nameof(input), e);
        }
    }

    /// <summary>The layers of this family for the given images.</summary>
    /// <inheritdoc cref="Describe" path="/param"/>
    protected abstract IEnumerable<LayerDescription> Layers(ImageShape input, int classes, Activation activation);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The shape of the outputs of some layers, for an image.</summary>
    private protected static IReadOnlyList<long> ShapeAfter(IEnumerable<LayerDescription> layers, ImageShape input) =>
        layers.Aggregate((IReadOnlyList<long>)[input.Channels, input.Height, input.Width], (shape, layer) => layer.OutputShape(shape));
}
