using System.Runtime.InteropServices;
using TorchSharp;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>Where the times were taken.</summary>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime, string TorchSharp)
{
    public static Machine Current => new(
        ProcessorName(), Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, typeof(torch).Assembly.GetName().Version?.ToString() ?? "?");

    public override string ToString() => $"{Processor}, {Cores} cores; {System}; {Runtime}; TorchSharp assembly {TorchSharp}";

    private static string ProcessorName()
    {
        const string linux = "/proc/cpuinfo";
        var line = File.Exists(linux) ? File.ReadLines(linux).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
