using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Spectre.Console;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Runs a program's command line.</summary>
public static class SampleConsole
{
    // After Ctrl+C a program may finish its step and say what it kept.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromMinutes(1);

    /// <summary>Parses and runs. Faults in the options stand below the help, where they are seen.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        ArgumentNullException.ThrowIfNull(root);
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

        // Into a file or a pipe goes plain text, on lines that do not break.
        if (System.Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            AnsiConsole.Profile.Width = 160;
        }
        var result = root.Parse(args);
        if (result.Action is ParseErrorAction faults)
        {
            await root.Parse("--help").InvokeAsync();
            faults.ShowHelp = false;
        }
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeToStop });
    }
}
