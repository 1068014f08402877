using System.Globalization;
using System.Text;
using NonNegML.Samples.UpdateRules;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The report as Markdown: the published tables with what was measured beside them.</summary>
/// <param name="lines">The finished runs.</param>
/// <param name="log">Where they are, as a link.</param>
internal sealed class ReportPage(IReadOnlyList<RunLog.Line> lines, string log)
{
    private static readonly NetworkKind[] Mlp = [NetworkKind.Mlp];
    private static readonly NetworkKind[] Cnn = [NetworkKind.Cnn];

    private readonly StringBuilder _text = new();
    private readonly Dictionary<Cell, CellRuns> _cells = CellRuns.Of(lines);

    /// <summary>The text.</summary>
    public string Text()
    {
        _text.Clear();
        var tables = new ReportTables(_cells);
        Introduce();
        Show("Rewriting alone", "An ordinary network is trained and rewritten; accuracies are those of the rewritten network in the split form, as hardware would compute them.", tables.Accuracies([.. Mlp, .. Cnn], Method.Transform));
        Show("Is it the same network?", "The ordinary network and the rewritten one on the test images, in single precision; of several seeds the worst. *Other class*: images that the two take for different classes. *Undecided*: " +
            "images whose two best scores lie closer together than twice the largest difference of a score, so that rounding may decide.", tables.Equivalence());
        Show("Training further after the rewriting: MLP", "*Signed, then CSGD* clips the ordinary network's weights without rewriting it.",
            tables.Accuracies(Mlp, Method.PostCsgdUntransformed, Method.PostCsgd, Method.PostNnsgd, Method.PostOurs));
        Show("Training further after the rewriting: CNN", "", tables.Accuracies(Cnn, Method.PostCsgd, Method.PostNnsgd, Method.PostOurs));
        Show("From scratch: MLP", "*Exponential*: non-negative weights with mean 0.01 in a network that is not rewritten. *Proposed*: Xavier weights, rewritten before any training. *Ours*: as proposed, but every unit's " +
            "mean and deviation are first brought to where its activation is sensitive, on one batch.",
            tables.Accuracies(Mlp, Method.ScratchExpCsgd, Method.ScratchCsgd, Method.ScratchExpNnsgd, Method.ScratchNnsgd, Method.ScratchOurs));
        Show("From scratch: CNN", "", tables.Accuracies(Cnn, Method.ScratchCsgd, Method.ScratchNnsgd, Method.ScratchOurs));
        Show("From scratch by reparameterisation: MLP", "The proposed start; free parameters v are trained by SGD, weights are θ = s(v). No figures are published for these data.",
            tables.Accuracies(Mlp, Method.ScratchAbs, Method.ScratchSquare, Method.ScratchSoftplus, Method.ScratchSigmoid));
        Show("ResNet-18 and VGG-11", "Trained by Adam with batch normalisation, ReLU, a cosine, and images moved and mirrored at random; then normalisation measured again, ReLU bounded at the largest output on " +
            "10,000 training images, normalisation folded, rewritten for inputs that are negative in part, and trained further by multiplicative Adam.", tables.Deep());
        Commands();
        return _text.ToString();
    }

    private void Introduce()
    {
        Say("# Non-negative networks: published tables, and what was measured here");
        Say("Test accuracies in percent after the last epoch, mean ± standard deviation over seeds. *Published*: from the slides of the authors of arXiv 2310.01084; how many runs that is, they do not state. " +
            "*Here*: this repository's networks and rules. – is: not published, or not measured.");
        Say("What differs from the published experiments:\n\n" +
            "- Training images are shuffled in every epoch; the authors' code takes MNIST and Fashion-MNIST in the order of the file.\n" +
            $"- Epochs: the MLP has 50, as in the authors' code (100 on CIFAR-10). The CNN has {OwnSettings.CnnEpochs} instead of 50: an epoch takes a minute on one core. The settings of each row say what was done.\n" +
            "- *Moments matched*: every unit's weights and bias are scaled on one batch before training. Sinusoidal CNNs need it: from plain Xavier weights they stay at 10 %, because sin² of small pre-activations is quadratic and the " +
            "signal dies out from layer to layer. Their ordinary networks are trained by Adam: the published rates of SGD were found without matched moments and for 50 epochs.\n" +
            "- *Falling rates*: the published rates rise over the first 5 % of the steps and fall to 0 along half a cosine. At constant rates the accuracy after the last epoch is one draw from a wide range.\n" +
            "- The bias beside exponential weights is not published; it is 0.01 here, the weights' mean.\n" +
            "- CIFAR-10, where it was used: images re-encoded as JPEG and a part of the test images. The CNN gets pixels from 0 to 1, without the authors' crops, mirroring and normalisation; the MLP gets grey images, as published.\n" +
            "- Settings are written *update rate, epochs*; NNSGD and multiplicative Adam have η_in/η_out. Rates are the authors', but for our rows. Batches of 256, 128 for ResNet-18 and VGG-11.");
    }

    private void Commands()
    {
        var hours = lines.Sum(line => line.Result.Seconds) / 3600;
        var hardware = lines.Select(line => line.Result.Hardware).Distinct().Order(StringComparer.Ordinal).ToList();
        Say("## How it was measured");
        Say(string.Concat(CommandText.Of(_cells.Values).Select(command => $"    {command}\n")));
        Say(string.Create(CultureInfo.InvariantCulture, $"{lines.Count:N0} runs, {hours:F1} hours of training, each on one thread but for ResNet-18 and VGG-11. Hardware: {string.Join("; ", hardware)}.") +
            $" [runs.jsonl]({log}) has every run; the commands do those that are missing there. Where it has several settings for a cell, the tables show those on the most images with the most epochs, of these the latest.");
    }

    private void Show(string title, string description, TextTable table)
    {
        if (table.Rows.Count == 0)
            return;
        Say($"## {title}");
        if (description.Length > 0)
            Say(description);
        Say(table.ToMarkdown());
    }

    private void Say(string paragraph) => _text.Append(_text.Length > 0 ? "\n" : "").Append(paragraph.TrimEnd('\n')).Append('\n');
}
