using System.Text.Json;
using Spectre.Console;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>Puts results out.</summary>
internal static class Printer
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Print(RatioResults results, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json: Console.WriteLine(Json(results)); break;
            case OutputFormat.Markdown: Console.WriteLine(Markdown(results)); break;
            default: PrintTable(results); break;
        }
    }

    private static void PrintTable(RatioResults results)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in Report.Columns)
            table.AddColumn(new TableColumn(new Text(column)));
        foreach (var comparison in results.Comparisons)
            table.AddRow(Report.Row(comparison).Select(cell => new Text(cell, cell == "missed" ? new Style(Color.Red) : Style.Plain)));
        AnsiConsole.Write(table);
        foreach (var note in Report.Notes(results))
            AnsiConsole.Write(new Text(note + Environment.NewLine));
    }

    private static string Markdown(RatioResults results)
    {
        static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
        List<string> lines = [Line(Report.Columns), Line(Report.Columns.Select(_ => "---")), .. results.Comparisons.Select(c => Line(Report.Row(c))), "", .. Report.Notes(results).Select(note => "- " + note)];
        return string.Join(Environment.NewLine, lines);
    }

    private static string Json(RatioResults results) => JsonSerializer.Serialize(
        new
        {
            results.Machine,
            results.Options,
            BandwidthsBytesAMillisecond = results.Bandwidths,
            Comparisons = results.Comparisons.Select(c => new
            {
                c.Name,
                c.On,
                OursMilliseconds = c.Ours.Values,
                TorchSharpMilliseconds = c.BuiltIn.Values,
                Ratio = c.Ratios.Median,
                RatioLowerQuartile = c.Ratios.LowerQuartile,
                RatioUpperQuartile = c.Ratios.UpperQuartile,
                c.Target,
                c.Met,
                FloorCopyMilliseconds = c.Floor?.Copy,
                FloorInPlaceMilliseconds = c.Floor?.InPlace,
                FloorRatio = c.Reachable,
                RatioByParts = c.ByParts,
                c.Path,
            }),
        },
        Indented);
}
