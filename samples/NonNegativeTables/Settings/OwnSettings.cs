namespace NonNegML.Samples.NonNegativeTables;

/// <summary>What is not published, or not followed here, in one place.</summary>
internal static class OwnSettings
{
    /// <summary>The epochs of the CNN: 50 are too long for two processor cores.</summary>
    public const int CnnEpochs = 10;

    /// <summary>lambda of exponential weights, as published.</summary>
    public const double ExponentialRate = 100;

    /// <summary>Every bias beside exponential weights: their mean. (Zeros would stay zeros under NNSGD.)</summary>
    public const double ExponentialBias = 1 / ExponentialRate;

    /// <summary>The images on which moments are matched.</summary>
    public const int MatchedImages = 256;

    /// <summary>The images of a step of ResNet-18 and VGG-11.</summary>
    public const int DeepBatchSize = 128;

    /// <summary>The epochs of ResNet-18 and VGG-11.</summary>
    public const int DeepEpochs = 30;

    /// <summary>Multiplicative Adam after the rewriting; slower in deep networks, whose b' = b~ + c are large, so that a small share of one moves all that follows.</summary>
    public static Stage Post(NetworkKind network, int? epochs) => new(Update.MultiplicativeAdam, epochs ?? PublishedSettings.PostEpochs, EtaIn: 1, EtaOut: RunPlan.IsDeep(network) ? 1e-4 : 1e-3, Schedule: Schedule.Cosine);

    /// <summary>Our training from scratch, in a rewritten network with matched moments.</summary>
    public static Stage Scratch(NetworkKind network, DataSet data, ActivationKind activation, int epochs) => (network, data, activation) switch
    {
        _ => new(Update.MultiplicativeAdam, epochs, EtaIn: 1, EtaOut: .01, Schedule: Schedule.Cosine),
    };

    /// <summary>
    /// The ordinary MLP or CNN: SGD at the published rate, but Adam for a CNN with matched moments. The published rates were found for a signal that has all but died out
    /// and for 50 epochs; here the one for MNIST, 0.5, makes the loss grow, and the one for Fashion-MNIST is too slow for 10 epochs.
    /// </summary>
    public static Stage Signed(NetworkKind network, DataSet data, ActivationKind activation, Start start, int epochs) => (network, start) == (NetworkKind.Cnn, Start.Matched)
        ? new(Update.Adam, epochs, Eta: .002 * Math.Pow(activation == ActivationKind.Sigmoid ? .15 / .35 : 1, 2), Schedule: Schedule.Cosine)
        : new(Update.Sgd, epochs, Eta: PublishedSettings.Signed(network, data, activation));

    /// <summary>ResNet-18 and VGG-11: Adam, cosine. SGD with momentum needs another rate for each, and more steps than a part of the data on a CPU gives.</summary>
    public static Stage Deep(int? epochs) => new(Update.Adam, epochs ?? DeepEpochs, Eta: .001, Schedule: Schedule.Cosine);

    /// <summary>
    /// Where ordinary networks start, and rewritten ones: as published, but for sinusoidal CNNs. From plain Xavier weights these stay at the chance level, because sin^2 of small
    /// pre-activations is quadratic and the signal dies out from layer to layer.
    /// </summary>
    public static Start StartOf(NetworkKind network, ActivationKind activation) =>
        (network, activation) == (NetworkKind.Cnn, ActivationKind.Sinusoidal) ? Start.Matched : Start.Xavier;
}
