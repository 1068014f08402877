using System.CommandLine;
using NonNegML.Samples.UpdateRules;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The options as the command line knows them.</summary>
internal static class CommandLine
{
    private static readonly TableOptions Defaults = new();

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "a folder with folders mnist, fashion_mnist (IDX files, gz or not) and cifar10 (the binary version, unpacked or tar.gz), or 'generated' [default: the folder that NONNEGML_DATA names, else ../shared/data beside the checkout, else generated images]",
        HelpName = "ROOT",
    };

    private static readonly Option<IReadOnlyList<DataSet>?> DataSets = CommandLineValues.Several<DataSet>("--datasets", "the data sets [default: mnist and fashion_mnist, where they are found]");
    private static readonly Option<IReadOnlyList<NetworkKind>?> Networks = CommandLineValues.Several<NetworkKind>("--networks", "the networks [default: mlp cnn]");
    private static readonly Option<IReadOnlyList<ActivationKind>?> Activations = CommandLineValues.Several("--activations", "the activations of mlp and cnn; resnet18 and vgg11 always have relu [default: sinusoidal sigmoid]", [ActivationKind.Sinusoidal, ActivationKind.Sigmoid]);
    private static readonly Option<IReadOnlyList<Method>?> Methods = CommandLineValues.Several<Method>("--methods", "what is measured [default: all but scratch-abs, -square, -softplus, -sigmoid]");
    private static readonly Option<int?> Seeds = NumberOption.CreateOptional("--seeds", "runs of each: seeds 1 to N [default: 3]", 1);
    private static readonly Option<int?> Epochs = NumberOption.CreateOptional("--epochs", "epochs of ordinary networks [default: mlp 50, cnn 10, resnet18 and vgg11 30]", 1);
    private static readonly Option<int?> PostEpochs = NumberOption.CreateOptional("--post-epochs", "epochs after the rewriting [default: 5]", 1);
    private static readonly Option<int?> ScratchEpochs = NumberOption.CreateOptional("--scratch-epochs", "epochs from scratch [default: mlp 50, cnn 10]", 1);
    private static readonly Option<IReadOnlyList<Start>?> Start = CommandLineValues.Several("--start", "where mlp and cnn start, exponential and our runs from scratch left out [default: matched moments for the sinusoidal cnn, else xavier]", [NonNegativeTables.Start.Xavier, NonNegativeTables.Start.Matched], single: true);
    private static readonly Option<IReadOnlyList<Schedule>?> Schedules = CommandLineValues.Several("--schedule", "what becomes of the published rates of mlp and cnn, which are constant as published [default: constant]", [Schedule.Constant, Schedule.Cosine], single: true);
    private static readonly Option<int?> TrainLimit = NumberOption.CreateOptional("--train-limit", "use the first N training images", 1);
    private static readonly Option<int?> TestLimit = NumberOption.CreateOptional("--test-limit", "use the first N test images", 1);
    private static readonly Option<int?> Parallel = NumberOption.CreateOptional("--parallel", "runs side by side, each on one thread; results do not depend on it (where libtorch computes with OpenBLAS, set OPENBLAS_NUM_THREADS=1) [default: the cores]", 1, 4 * Environment.ProcessorCount);

    private static readonly Option<string> Device = new("--device") { Description = "where is computed", DefaultValueFactory = _ => Defaults.Device };

    private static readonly Option<DirectoryInfo> Output = new("--output")
    {
        Description = "the folder of runs.jsonl; runs that are in there are not done again; the report lies beside the folder and has its name",
        DefaultValueFactory = _ => new DirectoryInfo(Defaults.Output),
    };

    private static readonly Option<DirectoryInfo> Cache = new("--cache")
    {
        Description = "the folder where trained ordinary networks are kept for runs that go on from them",
        DefaultValueFactory = _ => new DirectoryInfo(Defaults.Cache),
    };

    /// <summary>Runs the command line.</summary>
    public static Task<int> InvokeAsync(string[] args)
    {
        Device.AcceptOnlyFromAmong("cpu", "cuda");
        var run = new Command("run", "Does the runs that are not there yet, then writes the report.")
        {
            Data, DataSets, Networks, Activations, Methods, Seeds, Epochs, PostEpochs, ScratchEpochs, Start, Schedules, TrainLimit, TestLimit, Parallel, Device, Output, Cache,
        };
        run.SetAction((result, cancellation) => Guard.RunAsync(() => new RunCommand(Options(result)).Run(cancellation), cancellation));
        var report = new Command("report", "Writes the report from runs.jsonl alone.") { Output };
        report.SetAction((result, cancellation) => Guard.RunAsync(() => ReportCommand.Run(result.GetRequiredValue(Output).FullName), cancellation));
        var verify = new Command("verify", "Trains networks for a moment (MLP 60,000 images, CNN 20,000, VGG-11 6,000, ResNet-18 3,000), rewrites them, and holds every layer of the split form against the ordinary network on test images, in single and in double precision.")
        {
            Data, DataSets, Networks, TrainLimit, TestLimit, Parallel,
        };
        verify.SetAction((result, cancellation) => Guard.RunAsync(() => VerifyCommand.Run(Options(result), cancellation), cancellation));
        return new RootCommand("Does the published experiments with non-negative networks (arXiv 2310.01084) and puts the results beside the published ones.") { run, report, verify }.Parse(args).InvokeAsync();
    }

    private static TableOptions Options(ParseResult result) => new()
    {
        Data = result.GetValue(Data),
        DataSets = result.GetValue(DataSets),
        Networks = result.GetValue(Networks) ?? Defaults.Networks,
        Activations = result.GetValue(Activations) ?? Defaults.Activations,
        Methods = result.GetValue(Methods) ?? Defaults.Methods,
        Seeds = result.GetValue(Seeds) ?? Defaults.Seeds,
        Epochs = result.GetValue(Epochs),
        PostEpochs = result.GetValue(PostEpochs),
        ScratchEpochs = result.GetValue(ScratchEpochs),
        Start = result.GetValue(Start) is [var start] ? start : null,
        Schedule = result.GetValue(Schedules) is [var schedule] ? schedule : Defaults.Schedule,
        TrainLimit = result.GetValue(TrainLimit),
        TestLimit = result.GetValue(TestLimit),
        Parallel = result.GetValue(Parallel) ?? Defaults.Parallel,
        Device = result.GetValue(Device) ?? Defaults.Device,
        Output = result.GetValue(Output)?.FullName ?? Defaults.Output,
        Cache = result.GetValue(Cache)?.FullName ?? Defaults.Cache,
    };
}
