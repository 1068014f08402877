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
        Description = "'generated' (12,000 + 2,000 synthetic images), or a folder with the IDX files of MNIST or Fashion-MNIST, gz or not",
        DefaultValueFactory = _ => Defaults.Data,
    };

    private static readonly Option<SampleNetwork> Network = Choice("--network", "the network: a multi-layer perceptron or a small CNN", Defaults.Network);

    private static readonly Option<string> Activation = Only(new Option<string>("--activation")
    {
        Description = "the photonic activation",
        DefaultValueFactory = _ => Defaults.Activation,
    }, Activations.All.Select(a => a.Name));

    private static readonly Option<UpdateRuleKind> Rule = Choice("--rule", "the update rule of the signed phase", Defaults.Rule);
    private static readonly Option<DirectionKind> Optimizer = Choice("--optimizer", "the optimizer whose direction the rule is applied to, in the signed phase", Defaults.Optimizer);
    private static readonly Option<int?> Epochs = AtLeast(0, new Option<int?>("--epochs") { Description = "epochs of the signed phase [default: 6 for the CNN, 20 for the MLP]" });

    private static readonly Option<int> PostEpochs = AtLeast(0, new Option<int>("--post-epochs")
    {
        Description = "epochs of the sign-preserving phase, always by the multiplicative rule",
        DefaultValueFactory = _ => Defaults.PostEpochs,
    });

    private static readonly Option<int> BatchSize = AtLeast(1, new Option<int>("--batch-size") { Description = "images of one step", DefaultValueFactory = _ => Defaults.BatchSize });
    private static readonly Option<int?> TrainLimit = AtLeast(2, new Option<int?>("--train-limit") { Description = "use only the first N training images" });
    private static readonly Option<int?> TestLimit = AtLeast(1, new Option<int?>("--test-limit") { Description = "use only the first N test images" });
    private static readonly Option<int> Seed = new("--seed") { Description = "makes a run repeat", DefaultValueFactory = _ => Defaults.Seed };
    private static readonly Option<int?> Threads = AtLeast(1, new Option<int?>("--threads") { Description = "threads of libtorch [default: all cores]" });

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
            Data, Network, Activation, Rule, Optimizer, Epochs, PostEpochs, BatchSize, TrainLimit, TestLimit, Seed, Threads, Output,
        };
        root.SetAction((result, cancellation) => Guard.RunAsync(() => new TrainingJob(Options(result)).Run(cancellation), cancellation));

        var predict = new Command("predict", "Loads a saved model and scores the test images.") { Model, Data, Seed, TestLimit, Threads, Scores };
        predict.SetAction((result, cancellation) => Guard.RunAsync(
            () => PredictJob.Run(result.GetRequiredValue(Model).FullName, Options(result), result.GetValue(Scores)?.FullName), cancellation));
        root.Add(predict);
        return root.Parse(args).InvokeAsync();
    }

    private static SampleOptions Options(ParseResult result) => new()
    {
        Data = result.GetRequiredValue(Data),
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

    private static Option<T> AtLeast<T>(int minimum, Option<T> option)
    {
        option.HelpName = "N";
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value < minimum)
                result.AddError($"{option.Name} is {value}; it must be at least {minimum}.");
        });
        return option;
    }
}
