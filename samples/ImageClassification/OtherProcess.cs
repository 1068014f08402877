using System.Diagnostics;
using System.Globalization;

namespace NonNegML.Samples.ImageClassification;

/// <summary>Runs this program again, so that a model is loaded where nothing of its training is left in memory.</summary>
internal static class OtherProcess
{
    /// <summary>Scores the test images with a saved model.</summary>
    /// <exception cref="InvalidOperationException">The other process failed; the message holds what it said.</exception>
    public static void Predict(string modelPath, SampleOptions options, string scoresPath)
    {
        List<string> arguments =
        [
            typeof(OtherProcess).Assembly.Location, "predict",
            "--model", modelPath, "--data", options.Data, "--scores", scoresPath, "--seed", Text(options.Seed),
        ];
        if (options.TestLimit is { } limit)
            arguments.AddRange(["--test-limit", Text(limit)]);
        if (options.Threads is { } threads)
            arguments.AddRange(["--threads", Text(threads)]);

        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("The other process could not be started.");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The saved model could not be used in another process (exit code {process.ExitCode}): {output.Trim()} {error.Result.Trim()}");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
