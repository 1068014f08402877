using Spectre.Console;

namespace NonNegML.Samples.ImageClassification;

/// <summary>Turns --data auto into a folder, or into generated images, and says which and why.</summary>
internal static class DataResolution
{
    /// <summary>What stands for this choice on the command line.</summary>
    public const string Automatic = "auto";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The folder for downloads where --cache names none: the user's own for data of programs.</summary>
    public static string DefaultCache { get; } = Path.Combine(LocalData(), "NonNegML");

    /// <summary>The options with data that is there.</summary>
    public static SampleOptions Resolve(SampleOptions options, CancellationToken cancellation)
    {
        if (options.Data != Automatic)
            return options;
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var data = new AutomaticData(FashionMnist.Files, FashionMnist.Sources, new FileDownload(client, Patience));
        DataChoice choice = null!;
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new RemainingTimeColumn())
            .Start(context => choice = data.ChooseAsync(Path.Combine(options.Cache, FashionMnist.Folder), Bars(context), cancellation).GetAwaiter().GetResult());
        AnsiConsole.WriteLine(choice.Reason);
        return options with { Data = choice.Data };
    }

    private static Action<DataFile, long> Bars(ProgressContext context)
    {
        var bars = new Dictionary<DataFile, ProgressTask>();
        return (file, bytes) =>
        {
            if (!bars.TryGetValue(file, out var bar))
                bars[file] = bar = context.AddTask(file.Name, maxValue: file.Bytes);
            bar.Value = bytes;
        };
    }

    // Empty where there is no home, as for some services.
    private static string LocalData() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder ? folder : Path.GetTempPath();
}
