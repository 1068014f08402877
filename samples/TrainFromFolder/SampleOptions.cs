using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.TrainFromFolder;

/// <summary>The networks of the sample.</summary>
public enum SampleNetwork
{
    /// <summary>Layers of 100 and 200 units.</summary>
    Mlp,

    /// <summary>Four convolutions and two fully connected layers, for grey images above all.</summary>
    Cnn,

    /// <summary>The same for colour images.</summary>
    CifarCnn,

    /// <summary>ResNet-18.</summary>
    Resnet18,

    /// <summary>VGG-11 with batch normalisation.</summary>
    Vgg11,
}

/// <summary>What the command line asks for.</summary>
public sealed record SampleOptions
{
    /// <summary>The folder with a folder of images for each class.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The model file.</summary>
    public string Output { get; init; } = "model.zip";

    /// <summary>The network.</summary>
    public SampleNetwork Architecture { get; init; } = SampleNetwork.Cnn;

    /// <summary>The side, in pixels, of the square that images are brought to.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Whether images are made grey.</summary>
    public bool Grey { get; init; }

    /// <summary>The epochs of the signed phase.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>The epochs of the sign-preserving phase.</summary>
    public int PostEpochs { get; init; } = 3;

    /// <summary>The images of a step: few, as folders of photos are small.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The share of each class that is not trained on.</summary>
    public double TestFraction { get; init; } = 0.2;

    /// <summary>Makes a run repeat.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether training images are changed at random.</summary>
    public bool Augment { get; init; }

    /// <summary>Where the images are between epochs.</summary>
    public DataStorage Storage { get; init; } = DataStorage.Memory;

    /// <summary>The threads of libtorch, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>The folder for checkpoints, or null for none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>What weights may be.</summary>
    public WeightConstraint Constraint { get; init; } = WeightConstraint.NonNegative;
}
