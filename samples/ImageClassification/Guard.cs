using System.Runtime.InteropServices;

namespace NonNegML.Samples.ImageClassification;

/// <summary>Turns what can go wrong into one clear line and an exit code.</summary>
internal static class Guard
{
    private const int Failed = 1;
    private const int Cancelled = 130;

    /// <summary>Runs a job that blocks, off the console's own thread.</summary>
    public static async Task<int> RunAsync(Action job, CancellationToken cancellation)
    {
        try
        {
            await Task.Run(job, CancellationToken.None);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Cancelled;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or ArgumentException or UnauthorizedAccessException or FormatException
            or ExternalException or DllNotFoundException)
        {
            await Console.Error.WriteLineAsync($"Error: {Explain(e)}");
            return Failed;
        }
    }

    // ML.NET wraps what goes wrong in a model's own code; the reason lies innermost.
    private static string Explain(Exception e) => e.GetBaseException() is var cause && cause != e ? $"{e.Message}: {cause.Message}" : e.Message;
}
