using NonNegML.Samples.ImageFolders;
using Spectre.Console;

namespace NonNegML.Samples.ModelBuilder.ConsoleApp;

/// <summary>An evaluation for people.</summary>
internal static class EvaluationReport
{
    public static void Print(FlowersModel.Evaluation evaluation)
    {
        var metrics = evaluation.Metrics;
        AnsiConsole.WriteLine($"Accuracy {metrics.MicroAccuracy:P1}, macro accuracy {metrics.MacroAccuracy:P1}, log-loss {metrics.LogLoss:F3}.");
        if (evaluation.Unreadable > 0)
            AnsiConsole.WriteLine($"Images that could not be read and were left out: {evaluation.Unreadable:N0}.");
        ConfusionTable.Print(metrics.ConfusionMatrix, evaluation.Labels);
    }
}
