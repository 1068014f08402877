namespace NonNegML.Samples.NonNegativeTables;

/// <summary>What the command line asks for.</summary>
internal sealed record TableOptions
{
    /// <summary>A folder with a folder for each data set, "generated", or null to look for it.</summary>
    public string? Data { get; init; }

    /// <summary>The data sets, or null for MNIST and Fashion-MNIST where they are found, else generated images.</summary>
    public IReadOnlyList<DataSet>? DataSets { get; init; }

    /// <summary>The networks.</summary>
    public IReadOnlyList<NetworkKind> Networks { get; init; } = [NetworkKind.Mlp, NetworkKind.Cnn];

    /// <summary>The activations of MLP and CNN.</summary>
    public IReadOnlyList<ActivationKind> Activations { get; init; } = [ActivationKind.Sinusoidal, ActivationKind.Sigmoid];

    /// <summary>The methods; those that there are not for a network are left out there.</summary>
    public IReadOnlyList<Method> Methods { get; init; } = NonNegativeTables.Methods.Usual;

    /// <summary>The runs of each: seeds 1 to this.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>The epochs of ordinary networks, or null for the usual ones.</summary>
    public int? Epochs { get; init; }

    /// <summary>The epochs after the rewriting, or null for the usual ones.</summary>
    public int? PostEpochs { get; init; }

    /// <summary>The epochs from scratch, or null for the usual ones.</summary>
    public int? ScratchEpochs { get; init; }

    /// <summary>Where MLP and CNN start, or null for the usual one.</summary>
    public Start? Start { get; init; }

    /// <summary>What becomes of the published rates of MLP and CNN.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>The most training images used, or null for all.</summary>
    public int? TrainLimit { get; init; }

    /// <summary>The most test images used, or null for all.</summary>
    public int? TestLimit { get; init; }

    /// <summary>The runs that go on side by side.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>"cpu" or "cuda".</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Where runs.jsonl is.</summary>
    public string Output { get; init; } = Path.Combine("docs", "results", "non-negative-tables");

    /// <summary>Where trained ordinary networks are kept, so that an interrupted chain need not train its own again.</summary>
    public string Cache { get; init; } = Path.Combine("out", "non-negative-tables");
}
