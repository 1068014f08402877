using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The options as the command line knows them.</summary>
internal static class CommandLine
{
    private static readonly LandscapeOptions Defaults = new();

    private static readonly Option<int> Seed = NumberOption.Create("--seed", "draws the configurations; makes a run repeat", int.MinValue, Defaults.Seed);
    private static readonly Option<int> Configurations = NumberOption.Create("--configurations", "random configurations that the mean relative distance is taken over", 1, Defaults.Configurations);
    private static readonly Option<int> BestConfigurations = NumberOption.Create("--best-configurations", "random configurations that the best one is picked from", 1, Defaults.BestConfigurations);
    private static readonly Option<int> StudyConfigurations = NumberOption.Create("--study-configurations", "random configurations whose divergence is counted", 1, Defaults.StudyConfigurations);
    private static readonly Option<int> Iterations = NumberOption.Create("--iterations", "steps of a run", 1, Defaults.Iterations);
    private static readonly Option<int> Threads = NumberOption.Create("--threads", "runs at a time", 1, Defaults.Threads, 4 * Environment.ProcessorCount);

    private static readonly Option<Precision> Precision = new("--precision")
    {
        Description = "the numbers that the optimizers compute with: 32 or 64 bits [default: single]",
        HelpName = "single|double",
        CustomParser = ParsePrecision,
    };

    private static readonly Option<IReadOnlyList<TestFunction>> Functions = new("--functions")
    {
        Description = "the functions, with commas between them [default: all]",
        HelpName = string.Join(',', TestFunctions.All.Select(Name)),
        CustomParser = ParseFunctions,
    };

    private static readonly Option<DirectoryInfo> Output = new("--output")
    {
        Description = "where results.md, results.json and the figures go",
        DefaultValueFactory = _ => new DirectoryInfo(Defaults.Output),
    };

    /// <summary>What a function is called on the command line and in file names.</summary>
    public static string Name(TestFunction function) => function.Name.ToLowerInvariant().Replace(' ', '-');

    /// <summary>Runs the command line.</summary>
    public static Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("Runs four optimizers with additive, multiplicative and hybrid updates on functions with known minima, from random configurations, and sets the distances beside the published ones.")
        {
            Seed, Configurations, BestConfigurations, StudyConfigurations, Iterations, Functions, Precision, Threads, Output,
        };
        root.SetAction((result, cancellation) => Guard.RunAsync(() => new LandscapeJob(Options(result)).Run(cancellation), cancellation));
        return root.Parse(args).InvokeAsync();
    }

    private static LandscapeOptions Options(ParseResult result) => new()
    {
        Seed = result.GetValue(Seed),
        Configurations = result.GetValue(Configurations),
        BestConfigurations = result.GetValue(BestConfigurations),
        StudyConfigurations = result.GetValue(StudyConfigurations),
        Iterations = result.GetValue(Iterations),
        Functions = result.GetValue(Functions) ?? Defaults.Functions,
        Precision = result.GetValue(Precision),
        Threads = result.GetValue(Threads),
        Output = result.GetValue(Output)?.FullName ?? Defaults.Output,
    };

    private static Precision ParsePrecision(ArgumentResult result)
    {
        var token = result.Tokens.Single().Value;
        foreach (var value in Enum.GetValues<Precision>())
            if (string.Equals(value.ToString(), token, StringComparison.OrdinalIgnoreCase))
                return value;
        result.AddError($"--precision is '{token}'; it must be single or double.");
        return default;
    }

    private static List<TestFunction> ParseFunctions(ArgumentResult result)
    {
        var functions = new List<TestFunction>();
        foreach (var name in result.Tokens.Single().Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (TestFunctions.All.FirstOrDefault(function => string.Equals(Name(function), name, StringComparison.OrdinalIgnoreCase)) is not { } function)
                result.AddError($"--functions has '{name}'; there are {string.Join(", ", TestFunctions.All.Select(Name))}.");
            else if (!functions.Contains(function))
                functions.Add(function);
        }
        return functions;
    }
}
