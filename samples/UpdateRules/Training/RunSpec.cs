namespace NonNegML.Samples.UpdateRules;

/// <summary>What accuracies are measured on.</summary>
internal enum EvaluationSet
{
    /// <summary>Training images that are held back, to choose rates by.</summary>
    Validation,

    /// <summary>The test images.</summary>
    Test,
}

/// <summary>All that a run's result depends on; two runs with the same are the same run.</summary>
/// <param name="Rule">The update rule, or "peer".</param>
/// <param name="Optimizer">The optimizer that the rule is applied to, or the peer.</param>
/// <param name="Rates">The rates.</param>
/// <param name="Seed">Gives the initial weights and the order of the images.</param>
/// <param name="InitializationScale">The deviation of the initial weights, in parts of He's.</param>
/// <param name="Network">The network.</param>
/// <param name="Data">The name of the data set.</param>
/// <param name="TrainImages">The first so many training images are trained on.</param>
/// <param name="EvaluatedOn">What accuracies are measured on.</param>
/// <param name="EvaluationImages">How many images that is.</param>
/// <param name="Epochs">The epochs.</param>
/// <param name="BatchSize">The images of a step.</param>
internal sealed record RunSpec(
    string Rule,
    string Optimizer,
    Rates Rates,
    int Seed,
    double InitializationScale,
    string Network,
    string Data,
    int TrainImages,
    EvaluationSet EvaluatedOn,
    int EvaluationImages,
    int Epochs,
    int BatchSize);
