using Spectre.Console;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The results for the console.</summary>
internal static class ConsoleReport
{
    public static void Print(StudyResults results)
    {
        if (results.Main.Count > 0)
            Print("Test accuracy in %", ResultTables.Accuracies(results.Main, bold: text => $"[green]{text}[/]"));
        if (results.Main.Any(one => one.Method.Rule == Names.Peer))
            Print("Peers: test accuracy in %", ResultTables.Peers(results.Main));
        if (results.RateScales.Count > 0)
        {
            Print("Test accuracy in % against the scale of eta and eta_out", ResultTables.Scales(results.RateScales, ResultTables.IsCapped(results), bold: text => $"[green]{text}[/]"));
            Print("Test accuracy in % against the scale of the initial weights", ResultTables.Scales(results.InitializationScales, (_, _) => false, bold: text => $"[green]{text}[/]"));
        }
    }

    private static void Print(string title, TextTable text)
    {
        var table = new Table().Title(Markup.Escape(title)).AddColumns([.. text.Header.Select(Markup.Escape)]);
        foreach (var column in table.Columns)
            column.NoWrap().Padding(0, 0);
        foreach (var row in text.Rows)
            table.AddRow([.. row]);
        AnsiConsole.Write(table);
    }
}
