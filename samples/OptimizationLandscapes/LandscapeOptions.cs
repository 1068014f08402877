using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The numbers that the optimizers compute with.</summary>
public enum Precision
{
    /// <summary>32 bits.</summary>
    Single,

    /// <summary>64 bits.</summary>
    Double,
}

/// <summary>What the command line asks for.</summary>
public sealed record LandscapeOptions
{
    /// <summary>Draws the configurations; makes a run repeat.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The random configurations that the mean relative distance is taken over.</summary>
    public int Configurations { get; init; } = 100;

    /// <summary>The random configurations that the best one is picked from.</summary>
    public int BestConfigurations { get; init; } = 400;

    /// <summary>The random configurations whose divergence is counted.</summary>
    public int StudyConfigurations { get; init; } = 1000;

    /// <summary>The steps of a run.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>The numbers that the optimizers compute with.</summary>
    public Precision Precision { get; init; } = Precision.Single;

    /// <summary>The runs at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The functions.</summary>
    public IReadOnlyList<TestFunction> Functions { get; init; } = TestFunctions.All;

    /// <summary>Where the results go.</summary>
    public string Output { get; init; } = Path.Combine("out", "optimization-landscapes");

    /// <summary>The configurations that are run: the tables take the first ones of the same draw.</summary>
    public int Drawn => Math.Max(Configurations, Math.Max(BestConfigurations, StudyConfigurations));
}
