using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The options as the command line knows them.</summary>
internal static class CommandLine
{
    private const string All = "all";
    private const string None = "none";

    private static readonly StudyOptions Defaults = new();

    private static readonly Option<StudyKind> Study = Single("--study", "what is measured: every rule on every optimizer, robustness to the scale of learning rates and of initial weights, or both", Enum.GetValues<StudyKind>(), kind => kind.ToString().ToLowerInvariant(), Defaults.Study);

    private static readonly Option<string> Data = new("--data")
    {
        Description = "'generated' (12,000 + 2,000 synthetic images), a folder with the IDX files of MNIST or Fashion-MNIST, gz or not, or 'auto': Fashion-MNIST in the folder that NONNEGML_DATA names or in ../shared/data beside the checkout, else generated",
        DefaultValueFactory = _ => Defaults.Data,
    };

    private static readonly Option<int> TrainLimit = NumberOption.Create("--train-limit", "use the first N training images; the last sixth of them is held back while rates are chosen", 2, Defaults.TrainLimit);
    private static readonly Option<int> TestLimit = NumberOption.Create("--test-limit", "use the first N test images", 1, Defaults.TestLimit);
    private static readonly Option<int> Epochs = NumberOption.Create("--epochs", "epochs of each run", 1, Defaults.Epochs);
    private static readonly Option<int> Seeds = NumberOption.Create("--seeds", "runs of each method at its chosen rates", 1, Defaults.Seeds);
    private static readonly Option<int> BatchSize = NumberOption.Create("--batch-size", "images of one step", 1, Defaults.BatchSize);

    private static readonly Option<IReadOnlyList<UpdateRuleKind>?> Rules = Several("--rules", $"the update rules [default: all; for robustness {List(StudyOptions.RobustnessRules, Names.Of)}]", Enum.GetValues<UpdateRuleKind>(), Names.Of);
    private static readonly Option<IReadOnlyList<OptimizerChoice>?> Optimizers = Several("--optimizers", $"the optimizers whose directions they are applied to; momentum is SGD with momentum 0.9 [default: all; for robustness {List(StudyOptions.RobustnessOptimizers, Names.Of)}]", Enum.GetValues<OptimizerChoice>(), Names.Of);
    private static readonly Option<IReadOnlyList<string>?> Peers = Several("--peers", "optimizers of others in the main study [default: all]", PeerMethods.Names, name => name, None);
    private static readonly Option<int> Workers = NumberOption.Create("--workers", "runs that go on side by side, each on one thread; results do not depend on it (where libtorch computes with OpenBLAS, which has threads of its own, set OPENBLAS_NUM_THREADS=1: that is several times as fast)", 1, Defaults.Workers, 4 * Environment.ProcessorCount);

    private static readonly Option<DirectoryInfo> Output = new("--output")
    {
        Description = "where the report (Markdown, CSV, SVG) and runs.jsonl go; runs that are in there are not done again",
        DefaultValueFactory = _ => new DirectoryInfo(Defaults.Output),
    };

    /// <summary>Runs the command line.</summary>
    public static Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("Trains a small CNN under every update rule on every optimizer, several seeds, at rates chosen on validation images, and reports accuracies, learning curves and robustness.")
        {
            Study, Data, TrainLimit, TestLimit, Epochs, Seeds, BatchSize, Rules, Optimizers, Peers, Workers, Output,
        };
        root.SetAction((result, cancellation) => Guard.RunAsync(() => new StudyJob(Options(result)).Run(cancellation), cancellation));
        return root.Parse(args).InvokeAsync();
    }

    private static StudyOptions Options(ParseResult result) => new()
    {
        Study = result.GetValue(Study),
        Data = result.GetRequiredValue(Data),
        TrainLimit = result.GetValue(TrainLimit),
        TestLimit = result.GetValue(TestLimit),
        Epochs = result.GetValue(Epochs),
        Seeds = result.GetValue(Seeds),
        BatchSize = result.GetValue(BatchSize),
        Rules = result.GetValue(Rules),
        Optimizers = result.GetValue(Optimizers),
        Peers = result.GetValue(Peers) ?? Defaults.Peers,
        Workers = result.GetValue(Workers),
        Output = result.GetValue(Output)?.FullName ?? Defaults.Output,
    };

    private static string List<T>(IEnumerable<T> values, Func<T, string> name) => string.Join(',', values.Select(name));

    private static Option<T> Single<T>(string name, string description, IReadOnlyList<T> values, Func<T, string> nameOf, T defaultValue) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', values.Select(nameOf)),
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Find(result, name, result.Tokens.Single().Value, values, nameOf).FirstOrDefault(defaultValue),
    };

    private static Option<IReadOnlyList<T>?> Several<T>(string name, string description, IReadOnlyList<T> values, Func<T, string> nameOf, string? none = null) => new(name)
    {
        Description = description + (none is null ? "" : $"; '{none}' for none"),
        HelpName = string.Join(',', values.Select(nameOf).DefaultIfEmpty(All)),
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            var words = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
            if (words is [var only] && only.Equals(none, StringComparison.OrdinalIgnoreCase))
                return [];
            if (words is [var every] && every.Equals(All, StringComparison.OrdinalIgnoreCase))
                return values;
            if (words.Count == 0)
                result.AddError($"{name} is empty; name one or more of {string.Join(", ", values.Select(nameOf))}, or {All}.");
            return [.. words.SelectMany(word => Find(result, name, word, values, nameOf)).Distinct()];
        },
    };

    // The one value of that name, or an error and none.
    private static List<T> Find<T>(ArgumentResult result, string option, string word, IReadOnlyList<T> values, Func<T, string> nameOf)
    {
        var found = values.Where(value => nameOf(value).Equals(word, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0)
            result.AddError($"{option} is '{word}'; it must be {string.Join(" or ", values.Select(nameOf))}.");
        return found;
    }
}
