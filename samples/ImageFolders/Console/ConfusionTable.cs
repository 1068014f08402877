using Microsoft.ML.Data;
using Spectre.Console;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Prints which class was taken for which.</summary>
public static class ConfusionTable
{
    /// <summary>Prints a row for each class, a column for each class that it was taken for, and the share that was right.</summary>
    public static void Print(ConfusionMatrix matrix, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(labels);
        var table = new Table().Title("Rows: what the images are; columns: what they were taken for").AddColumn("");
        foreach (var label in labels)
            table.AddColumn(new TableColumn(Markup.Escape(label)).RightAligned());
        table.AddColumn(new TableColumn("right").RightAligned());
        for (var actual = 0; actual < labels.Count; actual++)
            table.AddRow([Markup.Escape(labels[actual]), .. matrix.Counts[actual].Select((count, predicted) => actual == predicted && count > 0 ? $"[green]{count:N0}[/]" : $"{count:N0}"), $"{matrix.PerClassRecall[actual]:P1}"]);
        AnsiConsole.Write(table);
    }
}
