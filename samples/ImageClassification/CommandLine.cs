using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.ML.MultiplicativeUpdates;
using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.ImageClassification;

/// <summary>The options as the command line knows them.</summary>
internal static class CommandLine
{
    private static readonly SampleOptions Defaults = new();

    private static readonly Option<string> Data = new("--data")
    {
        Description = "'generated' (12,000 + 2,000 synthetic images); a folder with the IDX files of MNIST or Fashion-MNIST, gz or not; or 'auto': Fashion-MNIST, downloaded once into the cache (31 MB), else generated",
        DefaultValueFactory = _ => Defaults.Data,
    };

    private static readonly Option<DirectoryInfo> Cache = new("--cache")
    {
        Description = "the folder for what --data auto downloads",
        DefaultValueFactory = _ => new DirectoryInfo(Defaults.Cache),
    };

    private static readonly Option<SampleNetwork> Network = Choice("--network", "the network: a multi-layer perceptron or a small CNN", Defaults.Network);

    private static readonly Option<string> Activation = Only(new Option<string>("--activation")
    {
        Description = "the photonic activation",
        DefaultValueFactory = _ => Defaults.Activation,
    }, Activations.All.Select(a => a.Name));

    private static readonly Option<UpdateRuleKind> Rule = Choice("--rule", "the update rule of the signed phase", Defaults.Rule);
    private static readonly Option<DirectionKind> Optimizer = Choice("--optimizer", "the optimizer whose direction the rule is applied to, in the signed phase", Defaults.Optimizer);
    private static readonly Option<int?> Epochs = NumberOption.CreateOptional("--epochs", "epochs of the signed phase [default: 6 for the CNN, 20 for the MLP]", minimum: 0);
    private static readonly Option<int> PostEpochs = NumberOption.Create("--post-epochs", "epochs of the sign-preserving phase, always by the multiplicative rule", minimum: 0, Defaults.PostEpochs);
    private static readonly Option<int> BatchSize = NumberOption.Create("--batch-size", "images of one step", minimum: 1, Defaults.BatchSize);
    private static readonly Option<int?> TrainLimit = NumberOption.CreateOptional("--train-limit", "use only the first N training images", minimum: 2);
    private static readonly Option<int?> TestLimit = NumberOption.CreateOptional("--test-limit", "use only the first N test images", minimum: 1);
    private static readonly Option<int> Seed = NumberOption.Create("--seed", "makes a run repeat", int.MinValue, Defaults.Seed);
    private static readonly Option<int?> Threads = NumberOption.CreateOptional("--threads", "threads of libtorch [default: all cores]", minimum: 1, maximum: 4 * Environment.ProcessorCount);

    private static readonly Option<DirectoryInfo> Output = new("--output")
    {
        Description = "where model.zip and metrics.json go",
        DefaultValueFactory = _ => new DirectoryInfo(Defaults.Output),
    };

    private static readonly Option<FileInfo> Model = new("--model") { Description = "a model.zip", Required = true };
    private static readonly Option<FileInfo?> Scores = new("--scores") { Description = "where to write the scores: one 32-bit number for each row and class, little-endian" };

    /// <summary>Runs the command line.</summary>
    public static Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("Trains an image classifier, rewrites it as an equivalent network without negative weights or signals, trains that one further without changing a sign, and compares the three.")
        {
            Data, Cache, Network, Activation, Rule, Optimizer, Epochs, PostEpochs, BatchSize, TrainLimit, TestLimit, Seed, Threads, Output,
        };
        root.SetAction((result, cancellation) => Guard.RunAsync(() => new TrainingJob(DataResolution.Resolve(Options(result), cancellation)).Run(cancellation), cancellation));

        var predict = new Command("predict", "Loads a saved model and scores the test images.") { Model, Data, Cache, Seed, TestLimit, Threads, Scores };
        predict.SetAction((result, cancellation) => Guard.RunAsync(
            () => PredictJob.Run(result.GetRequiredValue(Model).FullName, DataResolution.Resolve(Options(result), cancellation), result.GetValue(Scores)?.FullName), cancellation));
        root.Add(predict);
        return root.Parse(args).InvokeAsync();
    }

    private static SampleOptions Options(ParseResult result) => new()
    {
        Data = result.GetRequiredValue(Data),
        Cache = result.GetValue(Cache)?.FullName ?? Defaults.Cache,
        Network = result.GetValue(Network),
        Activation = result.GetValue(Activation) ?? Defaults.Activation,
        Rule = result.GetValue(Rule),
        Optimizer = result.GetValue(Optimizer),
        Epochs = result.GetValue(Epochs),
        PostEpochs = result.GetValue(PostEpochs),
        BatchSize = result.GetValue(BatchSize),
        TrainLimit = result.GetValue(TrainLimit),
        TestLimit = result.GetValue(TestLimit),
        Seed = result.GetValue(Seed),
        Threads = result.GetValue(Threads),
        Output = result.GetValue(Output)?.FullName ?? Defaults.Output,
    };

    private static Option<T> Choice<T>(string name, string description, T defaultValue)
        where T : struct, Enum
    {
        var option = new Option<T>(name)
        {
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result => Enum.Parse<T>(result.Tokens.Single().Value, ignoreCase: true),
        };
        return Only(option, Enum.GetNames<T>().Select(value => value.ToLowerInvariant()));
    }

    private static Option<T> Only<T>(Option<T> option, IEnumerable<string> values)
    {
        var allowed = values.ToArray();
        option.HelpName = string.Join('|', allowed);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (!allowed.Contains(token.Value, StringComparer.OrdinalIgnoreCase))
                    result.AddError($"{option.Name} is '{token.Value}'; it must be {string.Join(" or ", allowed)}.");
        });
        return option;
    }
}
