namespace NonNegML.Samples.UpdateRules;

/// <summary>Which runs a study is made of.</summary>
internal sealed class StudyPlan(StudyOptions options, StudyData data)
{
    /// <summary>The seed of the search, none of those that are reported.</summary>
    public const int SearchSeed = 0;

    /// <summary>The factors on eta and eta_out.</summary>
    public static IReadOnlyList<double> RateScales { get; } = [1e-2, 1e-1, 1, 1e1, 1e2];

    /// <summary>The factors on the initial weights.</summary>
    public static IReadOnlyList<double> InitializationScales { get; } = [0.1, 0.3, 1, 3, 10];

    /// <summary>The runs that choose a method's rates, in the order of its candidates.</summary>
    public IEnumerable<PlannedRun> Search(Method method) => method.Candidates.Select(rates => Run(method, rates, SearchSeed, 1) with
    {
        Spec = Run(method, rates, SearchSeed, 1).Spec with { TrainImages = data.TrainCount - data.ValidationCount, EvaluatedOn = EvaluationSet.Validation, EvaluationImages = data.ValidationCount },
    });

    /// <summary>The runs of a method at some rates, one a seed.</summary>
    public IEnumerable<PlannedRun> Seeds(Method method, Rates rates, double initializationScale = 1) =>
        Enumerable.Range(1, options.Seeds).Select(seed => Run(method, rates, seed, initializationScale));

    private PlannedRun Run(Method method, Rates rates, int seed, double initializationScale) => new(
        new RunSpec(method.Rule, method.Optimizer, rates, seed, initializationScale, SmallNetwork.Name, data.Name, data.TrainCount, EvaluationSet.Test, data.TestCount, options.Epochs, options.BatchSize),
        method);
}
