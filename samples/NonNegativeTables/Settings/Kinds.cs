namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The data sets.</summary>
internal enum DataSet
{
    /// <summary>60,000 + 10,000 handwritten digits, 1x28x28.</summary>
    Mnist,

    /// <summary>60,000 + 10,000 pieces of clothing, 1x28x28.</summary>
    FashionMnist,

    /// <summary>Objects in colour, 3x32x32.</summary>
    Cifar10,

    /// <summary>12,000 + 2,000 drawn images, 1x28x28, where no data is at hand. Nothing published.</summary>
    Generated,
}

/// <summary>The networks.</summary>
internal enum NetworkKind
{
    /// <summary>784-100-200-10; for CIFAR-10, in grey, 1024-1024-512-10.</summary>
    Mlp,

    /// <summary>The small CNN for MNIST, or the one for CIFAR-10.</summary>
    Cnn,

    /// <summary>ResNet-18 with batch normalisation, for small images.</summary>
    Resnet18,

    /// <summary>VGG-11 with batch normalisation, for small images.</summary>
    Vgg11,
}

/// <summary>The activations.</summary>
internal enum ActivationKind
{
    /// <summary>The photonic sigmoid.</summary>
    Sigmoid,

    /// <summary>The photonic sinusoidal.</summary>
    Sinusoidal,

    /// <summary>ReLU, for ResNet-18 and VGG-11; bounded on training data before the network is rewritten.</summary>
    Relu,
}

/// <summary>Where training starts.</summary>
internal enum Start
{
    /// <summary>Xavier-normal weights, biases 0, as published.</summary>
    Xavier,

    /// <summary>Xavier-normal weights, then every unit's mean and deviation on one batch brought to where its activation is sensitive.</summary>
    Matched,

    /// <summary>Exponential weights with lambda 100 and equal biases, all non-negative, in a network that is not rewritten.</summary>
    Exponential,
}

/// <summary>How weights are updated.</summary>
internal enum Update
{
    /// <summary>theta - eta u, u by SGD.</summary>
    Sgd,

    /// <summary>theta - eta u, u by Adam.</summary>
    Adam,

    /// <summary>CSGD: max(theta - eta g, 0).</summary>
    Csgd,

    /// <summary>NNSGD: theta - |theta| tanh(eta_in g) eta_out.</summary>
    Nnsgd,

    /// <summary>Multiplicative Adam: theta - |theta| tanh(eta_in u) eta_out, u by Adam.</summary>
    MultiplicativeAdam,
}

/// <summary>What becomes of the rates.</summary>
internal enum Schedule
{
    /// <summary>They stay.</summary>
    Constant,

    /// <summary>They rise over the first 5 % of the steps and fall to 0 along half a cosine.</summary>
    Cosine,
}
