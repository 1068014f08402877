using NonNegML.Samples.NonNegativeTables;

namespace NonNegativeTables.Tests.Reports;

[TestClass]
public sealed class ReportPageTests
{
    [TestMethod]
    public void Text_KnownRuns_StandBesideThePublished()
    {
        var text = Text(
            new(Made.Spec(Method.Transform, 1), Made.Result(0.9756)), new(Made.Spec(Method.Transform, 2), Made.Result(0.9768)), new(Made.Spec(Method.Signed, 1), Made.Result(0.9756)),
            new(Made.Spec(Method.PostNnsgd, 1), Made.Result(0.9763)));

        foreach (var part in new[]
        {
            "| MNIST | MLP | sinusoidal | rewritten | 97.90 ± 0.10 | 97.62 ± 0.08 | 2 | SGD 0.5, 50 epochs |",
            "| MNIST | MLP | sigmoid | rewritten | 97.44 ± 0.08 | – | – | – |",
            "| MNIST | MLP | sinusoidal | rewritten, then NNSGD | 97.86 ± 0.07 | 97.63 | 1 | SGD 0.5, 50 epochs; NNSGD 0.9/0.68, 5 epochs |",
            "| MNIST | MLP | sinusoidal | 97.56 | 97.62 ± 0.08 | 2 | 3 | 1.5e-6 | 0 | 0 | 0 | yes |",
            "| CIFAR-10 | CNN | sinusoidal | proposed, NNSGD | 75.16 ± 1.83 | – | – | – |",
            "bash eng/non-negative-tables.sh --datasets mnist --networks mlp --activations sinusoidal --methods signed,transform,post-nnsgd --seeds 2",
            "Hardware: a processor, 2 cores.", "4 runs",
        })
        {
            StringAssert.Contains(text, part);
        }
        Assert.IsFalse(text.Contains("ResNet-18 |", StringComparison.Ordinal) || text.Contains("reparameterisation", StringComparison.Ordinal), text);
    }

    [TestMethod]
    public void Text_SeveralSettings_ShowsTheLongestOfTheseTheLatest()
    {
        var spec = Made.Spec(Method.ScratchOurs);
        var text = Text(
            new(spec with { First = spec.First with { Epochs = 2 } }, Made.Result(0.99, "2026-01-03 10:00")),
            new(spec, Made.Result(0.95, "2026-01-02 10:00")),
            new(spec with { First = spec.First with { Eta = .25 } }, Made.Result(0.94, "2026-01-01 10:00")));

        StringAssert.Contains(text, "| ours | – | 95.00 | 1 | SGD 0.5, 50 epochs |");
    }

    [TestMethod]
    public void Text_NotEquivalent_SaysSo() =>
        StringAssert.Contains(Text(new RunLog.Line(Made.Spec(), Made.Result(0.9, check: new(-1, -0.5, 20, 0, 0.1, false, null)))), "| **no** |");

    [TestMethod]
    public void Find_EveryPublishedTable_HasItsCells()
    {
        var cells = from data in Enum.GetValues<DataSet>() from network in Enum.GetValues<NetworkKind>() from method in Enum.GetValues<Method>() select Published.Find(data, network, ActivationKind.Sigmoid, method);

        // 6 of the rewriting alone; 3 data sets x (3 + 2) after it; 3 x (4 + 2) from scratch.
        Assert.AreEqual(6 + 15 + 18, cells.Count(cell => cell is not null));
        Assert.AreEqual((86.36, 1.39), Published.Find(DataSet.Mnist, NetworkKind.Mlp, ActivationKind.Sinusoidal, Method.ScratchExpCsgd));
    }

    private static string Text(params RunLog.Line[] lines) => new ReportPage(lines, "tables/runs.jsonl").Text();
}
