using System.Globalization;
using System.Reflection;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>On what, when and by which version a run was done.</summary>
internal static class RunStamp
{
    /// <summary>The processor and its cores, or the accelerator.</summary>
    public static string Hardware(string device) => string.Create(CultureInfo.InvariantCulture, $"{(device == "cpu" ? "" : $"{device} on ")}{Processor()}, {Environment.ProcessorCount} cores");

    /// <summary>Now, UTC, to the minute.</summary>
    public static string Date => DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The program's version.</summary>
    public static string Version { get; } = typeof(RunStamp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static string Processor()
    {
        const string Source = "/proc/cpuinfo", Name = "model name";
        if (File.Exists(Source) && File.ReadLines(Source).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line)
            return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "processor";
    }
}
