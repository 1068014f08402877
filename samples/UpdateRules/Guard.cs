using System.Runtime.InteropServices;

namespace NonNegML.Samples.UpdateRules;

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
            await Console.Error.WriteLineAsync("Cancelled. Finished runs are kept: the same command goes on from there.");
            return Cancelled;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or ArgumentException or UnauthorizedAccessException or ExternalException or DllNotFoundException)
        {
            await Console.Error.WriteLineAsync($"Error: {e.Message}");
            return Failed;
        }
    }
}
