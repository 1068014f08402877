using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.UpdateRules;

/// <summary>What is measured.</summary>
internal enum StudyKind
{
    /// <summary>Test accuracy of every rule on every optimizer, at chosen rates.</summary>
    Main,

    /// <summary>Test accuracy against the scale of the learning rates and of the initial weights.</summary>
    Robustness,

    /// <summary>Both.</summary>
    All,
}

/// <summary>What the command line asks for.</summary>
internal sealed record StudyOptions
{
    /// <summary>The rules of the robustness study where none are named.</summary>
    public static IReadOnlyList<UpdateRuleKind> RobustnessRules { get; } = [UpdateRuleKind.Additive, UpdateRuleKind.Multiplicative, UpdateRuleKind.Hybrid];

    /// <summary>The optimizers of the robustness study where none are named.</summary>
    public static IReadOnlyList<OptimizerChoice> RobustnessOptimizers { get; } = [OptimizerChoice.Sgd, OptimizerChoice.Adam];

    /// <summary>What is measured.</summary>
    public StudyKind Study { get; init; } = StudyKind.Main;

    /// <summary>"auto", "generated", or a folder with IDX files.</summary>
    public string Data { get; init; } = DataSource.Automatic;

    /// <summary>The most training images used.</summary>
    public int TrainLimit { get; init; } = 12_000;

    /// <summary>The most test images used.</summary>
    public int TestLimit { get; init; } = 5000;

    /// <summary>The epochs of a run.</summary>
    public int Epochs { get; init; } = 4;

    /// <summary>The runs of each method at its chosen rates.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>The images of a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The rules, or null for those that suit the study.</summary>
    public IReadOnlyList<UpdateRuleKind>? Rules { get; init; }

    /// <summary>The optimizers, or null for those that suit the study.</summary>
    public IReadOnlyList<OptimizerChoice>? Optimizers { get; init; }

    /// <summary>The peers of the main study.</summary>
    public IReadOnlyList<string> Peers { get; init; } = PeerMethods.Names;

    /// <summary>The runs that go on side by side.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Where files go.</summary>
    public string Output { get; init; } = Path.Combine("out", "update-rules");

    /// <summary>The methods of the main study; none where it was not asked for.</summary>
    public IReadOnlyList<Method> MainMethods => Study == StudyKind.Robustness
        ? []
        : [.. Combine(Rules ?? Enum.GetValues<UpdateRuleKind>(), Optimizers ?? Enum.GetValues<OptimizerChoice>()), .. Peers.Select(PeerMethods.Get)];

    /// <summary>The methods of the robustness study; none where it was not asked for.</summary>
    public IReadOnlyList<Method> RobustnessMethods => Study == StudyKind.Main ? [] : [.. Combine(Rules ?? RobustnessRules, Optimizers ?? RobustnessOptimizers)];

    private static IEnumerable<Method> Combine(IReadOnlyList<UpdateRuleKind> rules, IReadOnlyList<OptimizerChoice> optimizers) =>
        from rule in rules from optimizer in optimizers select new RuleMethod(rule, optimizer);
}
