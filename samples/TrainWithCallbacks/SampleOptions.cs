namespace NonNegML.Samples.TrainWithCallbacks;

/// <summary>What the command line asks for.</summary>
public sealed record SampleOptions
{
    /// <summary>No folder: generated images.</summary>
    public const string Generated = "generated";

    /// <summary>"generated", or the folder with a folder of images for each class.</summary>
    public string Data { get; init; } = Generated;

    /// <summary>The folder of the checkpoints.</summary>
    public string Checkpoints { get; init; } = "";

    /// <summary>The steps from one checkpoint to the next, or null for one at the end of every epoch.</summary>
    public int? CheckpointSteps { get; init; }

    /// <summary>The most epochs of the signed phase.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>The epochs of the sign-preserving phase.</summary>
    public int PostEpochs { get; init; } = 2;

    /// <summary>The epochs that may pass without a better validation loss.</summary>
    public int Patience { get; init; } = 4;

    /// <summary>After how many steps the program cancels its own training, or null for never.</summary>
    public int? StopAfterSteps { get; init; }

    /// <summary>Makes a run repeat.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The threads of libtorch, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>The model file.</summary>
    public string Output { get; init; } = "model.zip";
}
