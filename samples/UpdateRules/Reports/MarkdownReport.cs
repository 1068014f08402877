using System.Globalization;
using System.Text;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The report as Markdown, with its charts and the table of all runs beside it.</summary>
internal sealed class MarkdownReport(StudyOptions options, StudyData data, StudyResults results, IReadOnlyList<ReportChart> charts, string runTable)
{
    private readonly StringBuilder _text = new();

    /// <summary>The text.</summary>
    public string Text()
    {
        _text.Clear();
        Introduce();
        Say("## What came out\n\n" + string.Concat(Findings.Of(results).Select(sentence => $"- {sentence}\n")));
        if (results.Main.Count > 0)
            DescribeMain();
        DescribeRates();
        if (results.Main.Count > 0)
            Show("Learning curves", $"Cross-entropy while training, in nats: means over {Count(TrainingRun.CurvePoints)} pieces of the training and over the seeds, at the chosen rates.", ChartSection.Learning);
        if (results.RateScales.Count > 0)
            DescribeRobustness();
        Say($"## All runs\n\n[{runTable}]({runTable}) has every run: the search as well, and of each the share of weights that changed sign.");
        return _text.ToString();
    }

    private void Introduce()
    {
        Say("# Update rules on images: what was measured");
        Say($"`{CommandText.Of(options)}`");
        Say($"Data: {data.Name}, the first {Number(data.TrainCount)} training images ({data.Height}x{data.Width}, {data.Classes} classes) and the first {Number(data.TestCount)} test images. " +
            $"Network: {SmallNetwork.Name}; He's initial weights, biases 0. Batches of {options.BatchSize}, {Count(options.Epochs, "epoch")}, constant rates, no weight decay but 0.01 in adamw and lamb, no augmentation. " +
            $"Accuracies are those after the last epoch, in percent; ± is the standard deviation over {Count(options.Seeds, "seed")}. Of one seed, every method starts at the same weights and sees the same images in the same " +
            "order. **This is a comparison of rules under a short training, no record for these data.**");
    }

    private void DescribeMain()
    {
        Say("## Test accuracy");
        Say(ResultTables.Accuracies(results.Main, Bold).ToMarkdown() + "\nBold: the best of its column. *momentum* is SGD with momentum 0.9. Projected and reflected keep weights from being negative; multiplicative, power and " +
            "exponentiated keep the signs that the initial weights have. Biases, zero at the start, are trained additively by all rules that keep signs, with the optimizer's usual η.");
        if (results.Main.Any(one => one.Method.Rule == Names.Peer))
            Say(ResultTables.Peers(results.Main).ToMarkdown() + "\nPeers have their authors' settings but for the rate. (Nero begins by giving the weights of each neuron mean 0 and norm 1, which changes signs.)");
        Diverged("At the chosen rates", results.Main.Select(one => ($"{one.Method}", one.Runs)));

        if (results.Main.Any(one => one.Method.Rule == Names.Additive) && results.Main.Any(one => one.Method.Rule != Names.Additive))
        {
            Say("## What is ahead of the additive rule, and what is not");
            Say(ResultTables.AgainstAdditive(results.Main).ToMarkdown() + "\n*Ahead* and *behind*: the means differ by more than either's standard deviation. The share of weights that changed sign is the mean over " +
                "optimizers and seeds, biases left out; a weight that became zero has not changed sign.");
        }
    }

    private void DescribeRates()
    {
        Say("## Rates");
        Say($"Chosen by the accuracy on {Number(data.ValidationCount)} validation images, the last of the training images, after training on the others with seed {StudyPlan.SearchSeed}, which is none of the reported ones; " +
            "then trained anew on all training images. Every method tries nine settings. A rule with one rate, and a peer: η from 0.01 to 100 times the usual one, half a power of ten apart (usual: 0.001 with Adam and its kin, 0.01 " +
            "with the others, the authors' own for peers); exponentiated, whose step is relative to the weight, ten times those. Multiplicative, power: η_out 0.001, 0.01, 0.1 with η_in 1, 10, 100 (published: 1; but gradients of SGD are far below 1, where tanh(u) is u). Hybrid: an orthogonal array " +
            "of η 0.1, 1, 10 times the usual one, those η_out, those η_in, and γ 0.25, 0.5, 0.75. ◂: the smallest or the largest that was tried, so better ones may lie beyond.");
        if (HasGrid)
        {
            Say(ResultTables.Rates(results.Searches).ToMarkdown());
            Say("Validation accuracy at the usual rates (η as above, η_in 1, η_out 0.01, γ 0.5) → at the chosen ones:\n\n" + ResultTables.Gains(results.Searches).ToMarkdown());
        }
    }

    private bool HasGrid => results.Searches.Any(search => search.Method.Rule != Names.Peer);

    private void DescribeRobustness()
    {
        Say("## Robustness");
        Say("From the chosen rates, all else unchanged. *Area*: below accuracy over log10 of the scale, the width brought to 1, so that it is the mean accuracy over the range; bold: the largest of its optimizer.");
        Show("Scale of the learning rates", "η and η_out times the scale; *: η_out held at 1, beyond which steps would change signs. η_in and γ stay.\n\n" +
            ResultTables.Scales(results.RateScales, ResultTables.IsCapped(results), Bold).ToMarkdown(), ChartSection.RateScale, level: 3);
        Diverged("Of the runs at scaled rates", Runs(results.RateScales));
        Show("Scale of the initial weights", "He's deviation times the scale; the rates as chosen for scale 1.\n\n" +
            ResultTables.Scales(results.InitializationScales, (_, _) => false, Bold).ToMarkdown(), ChartSection.InitializationScale, level: 3);
        Diverged("Of the runs at scaled initial weights", Runs(results.InitializationScales));
    }

    private static IEnumerable<(string Name, IReadOnlyList<RunResult> Runs)> Runs(IEnumerable<ScaleCurve> curves) =>
        from curve in curves from point in curve.Points select ($"{curve.Method} × {Names.Of(point.Scale)}", point.Runs);

    private void Diverged(string where, IEnumerable<(string Name, IReadOnlyList<RunResult> Runs)> all)
    {
        var diverged = all.Where(one => one.Runs.Any(run => run.Diverged)).Select(one => $"{one.Name} ({one.Runs.Count(run => run.Diverged)} of {one.Runs.Count})").ToList();
        if (diverged.Count > 0)
            Say($"{where}, the loss was no longer a number in: {string.Join(", ", diverged)}. Such a run counts as chance, {Spread.Percent(1.0 / data.Classes)} %.");
    }

    private void Show(string title, string description, ChartSection section, int level = 2)
    {
        Say($"{new string('#', level)} {title}");
        Say(description);
        foreach (var chart in charts.Where(chart => chart.Section == section))
            Say($"![{chart.Title}]({chart.FileName})");
    }

    private void Say(string paragraph) => _text.Append(_text.Length > 0 ? "\n" : "").Append(paragraph.TrimEnd('\n')).Append('\n');

    private static string Bold(string text) => $"**{text}**";

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(int value, string? unit = null) => unit is null ? Number(value) : $"{Number(value)} {unit}{(value == 1 ? "" : "s")}";
}
