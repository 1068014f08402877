using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NonNegML.Benchmarks.Inference;
using NonNegML.Benchmarks.Isomorphic;
using NonNegML.Benchmarks.Ratios;

namespace NonNegML.Benchmarks;

/// <summary>The commands: the ratios that are promised, or BenchmarkDotNet.</summary>
internal static class Commands
{
    private static readonly Option<int> Threads = Number("--threads", "threads of libtorch and of the optimizer", 1, Environment.ProcessorCount);
    private static readonly Option<int> Repeats = Number("--repeats", "pairs of whole training steps; steps of the optimizer alone are measured in four times as many rounds", 1, RatioOptions.DefaultRepeats);
    private static readonly Option<int> Batch = Number("--batch", "images of a whole training step; 0 leaves those out", 0, RatioOptions.DefaultBatch);
    private static readonly Option<int> Steps = Number("--steps", "steps of one timing of the optimizer alone", 1, RatioOptions.DefaultSteps);
    private static readonly Option<int> Rounds = Number("--rounds", "measurements of each side, in turn", 1, InferenceOptions.DefaultRounds);
    private static readonly Option<int> CnnRows = Number("--cnn-rows", "images of a pass through the small CNN; 0 leaves it out", 0, InferenceOptions.DefaultCnnRows);
    private static readonly Option<int> ResNetRows = Number("--resnet-rows", "images of a pass through ResNet-18; 0 leaves it out", 0, InferenceOptions.DefaultResNetRows);
    private static readonly Option<int> Singles = Number("--singles", "images scored one by one in a round; 0 leaves them out", 0, InferenceOptions.DefaultSingles);
    private static readonly Option<string> Script = new("--script") { Description = "eng/inference/forward.py", Required = true };
    private static readonly Option<OutputFormat> Output = new("--output") { Description = "the form of the results" };

    public static Task<int> InvokeAsync(string[] args)
    {
        var ratios = new Command("ratios", "Measures our optimizer steps against TorchSharp's own, in turn in one run, and against what moving the bytes takes.") { Threads, Repeats, Batch, Steps, Output };
        ratios.SetAction((result, cancellation) =>
        {
            var options = new RatioOptions(result.GetValue(Threads), result.GetValue(Repeats), result.GetValue(Batch), result.GetValue(Steps));
            Printer.Print(new RatioJob(options).Run(cancellation), result.GetValue(Output));
            return Task.FromResult(0);
        });

        var isomorphic = new Command("isomorphic", "Measures the steps of non-negative networks against those of the signed networks they equal, in turn in one run.") { Threads, Repeats, Batch };
        isomorphic.SetAction((result, cancellation) =>
        {
            foreach (var line in new IsomorphicRatios(result.GetValue(Threads), result.GetValue(Repeats), Math.Max(1, result.GetValue(Batch))).Run(cancellation))
                Console.WriteLine(line);
            return Task.FromResult(0);
        });

        var inference = new Command("inference", "Measures scoring through ML.NET against a forward pass in Python's torch, in turn in one run; eng/inference/compare.sh starts it.") { Threads, Rounds, CnnRows, ResNetRows, Singles, Script };
        inference.SetAction((result, cancellation) =>
        {
            foreach (var line in new InferenceRatios(new(result.GetValue(Script)!, result.GetValue(Threads), result.GetValue(Rounds), result.GetValue(CnnRows), result.GetValue(ResNetRows), result.GetValue(Singles))).Run(cancellation))
                Console.WriteLine(line);
            return Task.FromResult(0);
        });

        var benchmarks = new Command("benchmarks", "Runs BenchmarkDotNet over every rule; its own options follow, e.g. --filter '*'.") { TreatUnmatchedTokensAsErrors = false };
        benchmarks.SetAction(result => { BenchmarkSwitcher.FromAssembly(typeof(Commands).Assembly).Run([.. result.UnmatchedTokens], InProcess); });

        return new RootCommand("How fast optimizer steps, non-negative networks, scoring and training runs are.") { ratios, isomorphic, inference, LongRuns.LongRunCommand.Create(), benchmarks }.Parse(args).InvokeAsync();
    }

    // In this process: another would have to be built against the same source of TorchSharp.
    private static IConfig InProcess =>
        DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: true)));

    private static Option<int> Number(string name, string description, int minimum, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var given) && given < minimum)
                result.AddError($"{name} is {given}; it must be at least {minimum}.");
        });
        return option;
    }
}
