using System.Diagnostics;
using NonNegML.Samples.UpdateRules;

namespace UpdateRules.Tests;

/// <summary>Starts the sample in a process of its own.</summary>
internal static class Sample
{
    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(StudyJob).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // Where libtorch computes with OpenBLAS, that has threads of its own, which several workers would fight over.
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // The console breaks lines at its width; what is said does not depend on where.
        return (process.ExitCode, (output + error.Result).ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
    }

    /// <summary>A whole study that takes seconds: two rules and a peer, one optimizer.</summary>
    public static (int ExitCode, string Output) RunSmallStudy(string output, string study = "all", int workers = 2) => Run(
        "--study", study, "--data", "generated", "--train-limit", "240", "--test-limit", "100", "--epochs", "1", "--seeds", "2", "--batch-size", "32",
        "--rules", "additive,multiplicative", "--optimizers", "momentum", "--peers", "madam", "--workers", $"{workers}", "--output", output);

    /// <summary>The runs of that study: 9 candidates each, 2 seeds each, and 2 seeds at 4 further scales of two things for the rules.</summary>
    public const int SmallStudyRuns = (3 * 9) + (3 * 2) + (2 * 2 * 4 * 2);
}
