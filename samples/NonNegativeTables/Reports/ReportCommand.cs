using System.Globalization;
using Spectre.Console;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The command "report": writes the page from runs.jsonl alone.</summary>
internal static class ReportCommand
{
    /// <summary>Writes it and says where.</summary>
    public static void Run(string output) => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Report: {Write(output)}");

    /// <summary>Writes the page beside the folder, under the folder's name.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string output)
    {
        output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        var lines = RunLog.Read(Path.Combine(output, RunLog.FileName));
        if (lines.Count == 0)
            throw new InvalidDataException($"There are no runs yet in {Path.Combine(output, RunLog.FileName)}. Do some by the command 'run'.");
        var page = output + ".md";
        File.WriteAllText(page + ".tmp", new ReportPage(lines, $"{Path.GetFileName(output)}/{RunLog.FileName}").Text());
        File.Move(page + ".tmp", page, overwrite: true);
        return page;
    }
}
