using System.Runtime.InteropServices;
using TorchSharp;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>Where the times were taken.</summary>
/// <param name="Load">What else ran at the start, as the system's load average of the last minute; null where it has none.</param>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime, string TorchSharp, string? Load)
{
    public static Machine Current => new(
        ProcessorName(), Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
        typeof(torch).Assembly.GetName().Version?.ToString() ?? "?", LoadAverage());

    public override string ToString() =>
        $"{Processor}, {Cores} cores; {System}; {Runtime}; TorchSharp assembly {TorchSharp}{(Load is null ? "" : $"; load average {Load} at the start")}";

    private static string? LoadAverage()
    {
        const string linux = "/proc/loadavg";
        return File.Exists(linux) ? File.ReadAllText(linux).Split(' ')[0] : null;
    }

    private static string ProcessorName()
    {
        const string linux = "/proc/cpuinfo";
        var line = File.Exists(linux) ? File.ReadLines(linux).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
