using Spectre.Console;

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
            AnsiConsole.MarkupLine("[yellow]Cancelled.[/]");
            return Cancelled;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or ArgumentException or UnauthorizedAccessException or FormatException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]Error:[/] {e.Message}");
            return Failed;
        }
    }
}
