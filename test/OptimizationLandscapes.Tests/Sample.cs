using System.Diagnostics;
using NonNegML.Samples.OptimizationLandscapes;

namespace OptimizationLandscapes.Tests;

/// <summary>Starts the sample in a process of its own.</summary>
internal static class Sample
{
    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using var process = Start(arguments);
        return End(process);
    }

    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(LandscapeJob).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    public static (int ExitCode, string Output) End(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // The console breaks lines at its width; what is said does not depend on where.
        return (process.ExitCode, (output + error.Result).ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
    }
}
