using System.Text;

namespace NonNegML.Samples.UpdateRules;

/// <summary>A table of texts.</summary>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">Rows of as many cells.</param>
internal sealed record TextTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>As Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Append(Header);
        Append(Header.Select(_ => "---"));
        foreach (var row in Rows)
            Append(row);
        return text.ToString();

        void Append(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }
}
