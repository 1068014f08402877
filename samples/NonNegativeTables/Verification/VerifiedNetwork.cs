using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>A network to check.</summary>
/// <param name="Kind">The family.</param>
/// <param name="Activation">The activation.</param>
/// <param name="TrainingImages">How many images it is trained on, once; 0 leaves it random.</param>
/// <param name="Seed">Of weights and order.</param>
internal sealed record VerifiedNetwork(NetworkKind Kind, Activation Activation, int TrainingImages, int Seed = 1)
{
    private const double ReluBound = 14;

    /// <summary>The family.</summary>
    public NetworkArchitecture Architecture => Kind switch
    {
        NetworkKind.Mlp => NetworkArchitecture.Mlp(),
        NetworkKind.Cnn => NetworkArchitecture.SmallCnn(),
        NetworkKind.Vgg11 => NetworkArchitecture.Vgg11(),
        _ => NetworkArchitecture.ResNet18(),
    };

    /// <summary>Every kind of network with a bounded ReLU; the small ones with the photonic activations as well, and random.</summary>
    public static IReadOnlyList<VerifiedNetwork> All { get; } =
    [
        new(NetworkKind.Mlp, Activations.Sinusoidal, 60_000),
        new(NetworkKind.Mlp, Activations.Sigmoid, 60_000),
        new(NetworkKind.Mlp, Activations.ReluN(ReluBound), 60_000),
        new(NetworkKind.Mlp, Activations.ReluN(ReluBound), 0),
        new(NetworkKind.Cnn, Activations.Sinusoidal, 20_000),
        new(NetworkKind.Cnn, Activations.Sigmoid, 20_000),
        new(NetworkKind.Cnn, Activations.ReluN(ReluBound), 20_000),
        new(NetworkKind.Cnn, Activations.ReluN(ReluBound), 0),
        new(NetworkKind.Vgg11, Activations.ReluN(ReluBound), 6_000),
        new(NetworkKind.Resnet18, Activations.ReluN(ReluBound), 3_000),
    ];
}
