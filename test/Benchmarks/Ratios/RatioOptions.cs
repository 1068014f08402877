namespace NonNegML.Benchmarks.Ratios;

/// <summary>What to measure, and how often.</summary>
/// <param name="Threads">Threads of libtorch and of the optimizer.</param>
/// <param name="Repeats">Rounds of the whole training step; steps of the optimizer alone take <see cref="StepRounds"/>.</param>
/// <param name="Batch">Images of one training step; 0 leaves the training out.</param>
/// <param name="Steps">Optimizer steps of one timing.</param>
internal sealed record RatioOptions(int Threads, int Repeats, int Batch, int Steps)
{
    public const int DefaultRepeats = 5;
    public const int DefaultBatch = 128;
    public const int DefaultSteps = 10;

    /// <summary>A step of the optimizer alone takes milliseconds where one of training takes seconds, so it can be repeated more often.</summary>
    public int StepRounds => 4 * Repeats;
}
