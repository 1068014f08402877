namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Everything that determines a run's result. A run with an equal one is not done again.</summary>
/// <param name="DataSet">The data.</param>
/// <param name="Network">The network.</param>
/// <param name="Activation">Its activation.</param>
/// <param name="Method">What is measured.</param>
/// <param name="Seed">Gives the initial weights and the order of the images.</param>
/// <param name="Start">Where training starts.</param>
/// <param name="First">The training from there.</param>
/// <param name="Then">The training after the network was rewritten (or after <paramref name="First"/> without rewriting it), or null.</param>
/// <param name="BatchSize">The images of a step.</param>
/// <param name="Augmented">Whether training images are cropped and flipped at random, and all are normalised by channel.</param>
/// <param name="TrainImages">The first so many training images are trained on.</param>
/// <param name="TestImages">The first so many test images are tested on.</param>
internal sealed record RunSpec(
    DataSet DataSet,
    NetworkKind Network,
    ActivationKind Activation,
    Method Method,
    int Seed,
    Start Start,
    Stage First,
    Stage? Then,
    int BatchSize,
    bool Augmented,
    int TrainImages,
    int TestImages)
{
    /// <summary>For example "mnist mlp sinusoidal post-nnsgd, seed 1".</summary>
    public override string ToString() => $"{Names.Of(DataSet)} {Names.Of(Network)} {Names.Of(Activation)} {Names.Of(Method)}, seed {Seed}";
}
