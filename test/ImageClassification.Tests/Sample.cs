using System.Diagnostics;
using NonNegML.Samples.ImageClassification;

namespace ImageClassification.Tests;

/// <summary>Starts the sample in a process of its own.</summary>
internal static class Sample
{
    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TrainingJob).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // The console breaks lines at its width; what is said does not depend on where.
        return (process.ExitCode, (output + error.Result).ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
    }
}
