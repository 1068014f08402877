using Microsoft.ML.MultiplicativeUpdates;
using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.ImageClassification;

/// <summary>The networks of the sample.</summary>
public enum SampleNetwork
{
    /// <summary>784-100-200-10 on 28x28 images.</summary>
    Mlp,

    /// <summary>Four convolutions and two fully connected layers.</summary>
    Cnn,
}

/// <summary>What the command line asks for.</summary>
public sealed record SampleOptions
{
    /// <summary>"generated", a folder with IDX files, or "auto".</summary>
    public string Data { get; init; } = DataSource.Generated;

    /// <summary>The folder for what is downloaded for "auto".</summary>
    public string Cache { get; init; } = DataResolution.DefaultCache;

    /// <summary>The network.</summary>
    public SampleNetwork Network { get; init; } = SampleNetwork.Cnn;

    /// <summary>The activation's name.</summary>
    public string Activation { get; init; } = Activations.Sinusoidal.Name;

    /// <summary>The update rule of the signed phase.</summary>
    public UpdateRuleKind Rule { get; init; } = UpdateRuleKind.Hybrid;

    /// <summary>The direction of the signed phase.</summary>
    public DirectionKind Optimizer { get; init; } = DirectionKind.Adam;

    /// <summary>The epochs of the signed phase, or null for what suits the network.</summary>
    public int? Epochs { get; init; }

    /// <summary>The epochs of the sign-preserving phase.</summary>
    public int PostEpochs { get; init; } = 2;

    /// <summary>The images of a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The most training images used, or null for all.</summary>
    public int? TrainLimit { get; init; }

    /// <summary>The most test images used, or null for all.</summary>
    public int? TestLimit { get; init; }

    /// <summary>Makes a run repeat.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The threads of libtorch, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Where model.zip and metrics.json go.</summary>
    public string Output { get; init; } = Path.Combine("out", "image-classification");

    /// <summary>The epochs of the signed phase.</summary>
    public int SignedEpochs => Epochs ?? (Network == SampleNetwork.Cnn ? 6 : 20);
}
