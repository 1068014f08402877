using System.Diagnostics;
using ImageClassification.Tests;
using NonNegML.Samples.NonNegativeTables;

namespace NonNegativeTables.Tests;

/// <summary>Starts the sample in a process of its own.</summary>
internal static class Sample
{
    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RunCommand).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // Where libtorch computes with OpenBLAS, that has threads of its own, which several workers would fight over.
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // The console breaks lines at its width; what is said does not depend on where.
        return (process.ExitCode, (output + error.Result).ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
    }

    /// <summary>A run on a few generated images, one epoch each, of one seed.</summary>
    public static (int ExitCode, string Output) RunSmall(TemporaryFolder folder, params string[] arguments) => RunOn(256, 100, folder, ["--seeds", "1", .. arguments]);

    /// <summary>A run on so many generated images, one epoch each.</summary>
    public static (int ExitCode, string Output) RunOn(int train, int test, TemporaryFolder folder, params string[] arguments) => Run(
        ["run", "--data", "generated", "--train-limit", $"{train}", "--test-limit", $"{test}", "--epochs", "1", "--post-epochs", "1", "--scratch-epochs", "1",
            "--output", folder.PathOf("tables"), "--cache", folder.PathOf("cache"), .. arguments]);

    /// <summary>The finished runs of such a command.</summary>
    public static IReadOnlyList<RunLog.Line> Lines(TemporaryFolder folder) => RunLog.Read(folder.PathOf(Path.Combine("tables", RunLog.FileName)));
}
