using Microsoft.ML;
using Microsoft.ML.NonNegative;
using Spectre.Console;

namespace NonNegML.Samples.ImageClassification;

/// <summary>The results for people.</summary>
internal static class Report
{
    public static void Print(Metrics metrics, Results results, MLContext mlContext)
    {
        var saved = mlContext.Model.Load(results.ModelPath, out _);
        PredictJob.PrintPredictions(mlContext, saved, results.TestImages);
        (saved as IDisposable)?.Dispose();

        var table = new Table().Title($"{Markup.Escape(metrics.Data)}: {metrics.TrainRows:N0} + {metrics.TestRows:N0} images, {metrics.Network}, {metrics.Activation}")
            .AddColumns("network", "accuracy", "log-loss", "parameters", "smallest\nweight", "smallest\nsignal", "seconds");
        foreach (var column in table.Columns)
            column.NoWrap().Padding(0, 0);
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        Add(table, "signed", results.Evaluations[0], results.Signed, $"{results.Signed.SmallestWeight:G3}", "-", results.Signed.History.Duration);
        Add(table, "isomorphic", results.Evaluations[1], results.Isomorphic, $"{results.Equivalence.MinWeight:G3}", $"{results.Equivalence.MinSignal:G3}", TimeSpan.Zero);
        Add(table, "non-negative", results.Evaluations[2], results.NonNegative, $"{results.Verified.MinWeight:G3}", $"{results.Verified.MinSignal:G3}",
            results.NonNegative.History.Duration - results.Signed.History.Duration);
        AnsiConsole.Write(table);

        var same = results.Equivalence.IsEquivalent ? "[green]same network[/]" : "[red]not the same network[/]";
        AnsiConsole.MarkupLine($"Signed against isomorphic, on all test images: {same}, {metrics.ArgmaxDisagreements} predictions differ, scores by at most {metrics.MaxOutputDifference:G3}.");
        AnsiConsole.MarkupLine(metrics.LoadedModelAgrees
            ? "The saved model gave the very same scores in another process."
            : "[red]The saved model gave other scores in another process.[/]");
        AnsiConsole.MarkupLine($"{metrics.ImagesPerSecond:N0} images/s in training.");
    }

    private static void Add(Table table, string name, Evaluation evaluation, NonNegativeImageClassificationTransformer model, string weight, string signal, TimeSpan training) =>
        table.AddRow(name, $"{evaluation.Accuracy:P2}", $"{evaluation.LogLoss:F4}", $"{model.Network.ParameterCount:N0}", weight, signal, $"{training.TotalSeconds:F1}");
}
