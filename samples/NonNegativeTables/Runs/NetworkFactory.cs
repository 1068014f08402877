using Microsoft.ML.NonNegative;
using TorchSharp;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Makes the network that a run starts with.</summary>
internal static class NetworkFactory
{
    /// <summary>The ordinary network, with its initial weights.</summary>
    public static SignedNetwork Create(RunSpec spec, TableData data, Device device)
    {
        var description = Architecture(spec).Describe(data.Shape, data.Classes, ActivationOf(spec.Activation));
        var random = Seeds.Weights(spec);
        var network = spec.Start == Start.Exponential
            ? NetworkInitialization.Exponential(description, random, OwnSettings.ExponentialRate, OwnSettings.ExponentialBias)
            : NetworkInitialization.Xavier(description, random);
        if (device.type != DeviceType.CPU)
            network.to(device);
        if (spec.Start == Start.Matched)
            foreach (var batch in data.FirstTrain(OwnSettings.MatchedImages, spec.Augmented))
                NetworkInitialization.MatchMoments(network, batch);
        return network;
    }

    private static NetworkArchitecture Architecture(RunSpec spec) => (spec.Network, spec.DataSet) switch
    {
        (NetworkKind.Mlp, DataSet.Cifar10) => NetworkArchitecture.Mlp(1024, 512),
        (NetworkKind.Mlp, _) => NetworkArchitecture.Mlp(100, 200),
        (NetworkKind.Cnn, DataSet.Cifar10) => NetworkArchitecture.CifarCnn(),
        (NetworkKind.Cnn, _) => NetworkArchitecture.SmallCnn(),
        (NetworkKind.Resnet18, _) => NetworkArchitecture.ResNet18(),
        _ => NetworkArchitecture.Vgg11(),
    };

    private static Activation ActivationOf(ActivationKind kind) => kind switch
    {
        ActivationKind.Sigmoid => Activations.Sigmoid,
        ActivationKind.Sinusoidal => Activations.Sinusoidal,
        _ => Activations.Relu,
    };
}
