using System.Globalization;
using System.Text;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The results as a page; the same bytes for the same seed and options.</summary>
internal static class ResultsMarkdown
{
    /// <summary>The page.</summary>
    public static string Of(LandscapeOptions options, IReadOnlyList<CellRuns> runs)
    {
        var tables = new ResultTables(options, runs);
        var text = new StringBuilder();
        text.Append("# Optimization landscapes\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Seed {options.Seed}, {options.Iterations} iterations, {options.Precision.ToString().ToLowerInvariant()} precision. Configurations: {Configuration.Ranges}; ");
        text.Append("every cell gets the same ones, and every table takes the first ones of the same draw.\n");
        text.Append("Published: Kirtas et al., Neurocomputing 576 (2024) 127352, as the first author's slides have it. Of its toy tasks the convex function, the starting points and the search ranges are not known: those here are choices that agree ");
        text.Append("with the initial distances printed (69.26 and 2.06), so the numbers are no like-for-like reproduction.\n\n");
        text.Append("## What the numbers say\n\n");
        foreach (var sentence in new Findings(options, runs).Sentences())
            text.Append(CultureInfo.InvariantCulture, $"- {sentence}\n");
        Add(tables.Best());
        Add(tables.Random(), "A run of ours that ends farther away than it began, or diverges, counts as 1. How the paper counts such runs is not known.");
        Add(tables.Study());
        Add(tables.Others());
        text.Append("\n## Trajectories\n\nThe best configuration of each rule from the usual start (circle) to the minima (crosses), over contours of the function; a dot for each iteration.\n");
        AddFigures("Trajectories on", Figures.TrajectoriesName);
        text.Append("\n## Score over the starting point\n\nThe same configurations from 40 x 40 other starting points: the relative distance after the last iteration. Red: farther away than at the start, or diverged.\n");
        AddFigures("Score surface of", Figures.SurfaceName);
        return text.ToString();

        void Add(ResultTable? table, string note = "")
        {
            if (table is null)
                return;
            text.Append(CultureInfo.InvariantCulture, $"\n## {table.Title}\n\n{table.ToMarkdown()}");
            if (note.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $"\n{note}\n");
        }

        void AddFigures(string caption, Func<Microsoft.ML.MultiplicativeUpdates.TestFunction, string> name)
        {
            foreach (var function in options.Functions)
                text.Append(CultureInfo.InvariantCulture, $"\n![{caption} {function}]({name(function)})\n");
        }
    }
}
