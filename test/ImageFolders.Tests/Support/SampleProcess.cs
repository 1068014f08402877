using System.Diagnostics;
using System.Reflection;

namespace ImageFolders.Tests;

/// <summary>Starts a sample in a process of its own.</summary>
internal static class SampleProcess
{
    /// <summary>Runs a sample to its end.</summary>
    /// <returns>The exit code, the output, and the output of errors.</returns>
    public static (int ExitCode, string Output, string Errors) Run(Assembly sample, params string[] arguments)
    {
        using var process = Start(sample, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Starts a sample.</summary>
    public static Process Start(Assembly sample, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [sample.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
