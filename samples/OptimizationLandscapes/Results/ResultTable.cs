using System.Globalization;
using System.Text;
using Spectre.Console;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>A table, for a file or for the screen.</summary>
/// <param name="Title">What it holds, in one line.</param>
/// <param name="Headers">The names of the columns; those after <paramref name="Names"/> hold numbers.</param>
/// <param name="Names">The number of columns at the left that hold names.</param>
/// <param name="Rows">The cells, row after row.</param>
internal sealed record ResultTable(string Title, IReadOnlyList<string> Headers, int Names, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A distance in three digits, as the published tables have it.</summary>
    public static string Distance(double value) => value switch
    {
        0 => "0",
        double.PositiveInfinity => "diverged",
        _ => value.ToString("0.00e-0", CultureInfo.InvariantCulture),
    };

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A mean with its standard deviation.</summary>
    public static string MeanOf(double mean, double deviation) => $"{Distance(mean)} ± {Distance(deviation)}";

    /// <summary>The table in Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line(Headers);
        Line(Headers.Select((_, i) => i < Names ? "---" : "---:"));
        foreach (var row in Rows)
            Line(row);
        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>The table for the console.</summary>
    public Table ToConsole()
    {
        var table = new Table().Title(Markup.Escape(Title)).AddColumns([.. Headers.Select(Markup.Escape)]);
        foreach (var column in table.Columns)
            column.NoWrap().Padding(0, 0);
        foreach (var column in table.Columns.Skip(Names))
            column.RightAligned();
        foreach (var row in Rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }
}
