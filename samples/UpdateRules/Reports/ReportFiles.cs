namespace NonNegML.Samples.UpdateRules;

/// <summary>The files of a report, laid out as docs/results has them: the page, and a folder with its charts and the table of all runs.</summary>
/// <remarks>The same study writes the same bytes, whatever the number of workers.</remarks>
internal static class ReportFiles
{
    /// <summary>The page, without its ending, and the folder.</summary>
    public const string Name = "update-rules";

    private const string RunTableName = "runs.csv";

    /// <summary>Writes the report.</summary>
    /// <returns>The path of the page.</returns>
    public static string Write(StudyOptions options, StudyData data, StudyResults results)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Output, Name)).FullName;
        var charts = new ReportCharts(options, data, results).All();
        foreach (var chart in charts)
            Write(Path.Combine(folder, chart.FileName), chart.Svg);
        Write(Path.Combine(folder, RunTableName), RunTable.Csv(results));
        var page = Path.Combine(options.Output, Name + ".md");
        Write(page, new MarkdownReport(options, data, results, [.. charts.Select(chart => chart with { FileName = $"{Name}/{chart.FileName}" })], $"{Name}/{RunTableName}").Text());
        return page;
    }

    // The file is complete or not there.
    private static void Write(string path, string text)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
