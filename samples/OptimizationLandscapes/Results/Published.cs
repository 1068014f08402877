using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>
/// What Kirtas et al. print for the two toy tasks of "Multiplicative update rules for accelerating deep learning training and increasing robustness", Neurocomputing 576 (2024) 127352, 100 iterations,
/// as the source of the first author's slides has it.
/// </summary>
internal static class Published
{
    // Best configuration: distance. 100 random configurations: relative distance, mean and standard deviation. Additive, multiplicative, hybrid.
    private const string Table = """
        Convex 2D,  SGD,     8.61e-1 2.92e-5 3.57e-7, 1.48e-2 8.06e-3 1.82e-3 5.17e-3 8.37e-4 2.35e-3
        Convex 2D,  Adagrad, 5.80e-4 1.35e-4 1.68e-7, 7.61e-5 1.67e-4 2.30e-3 7.17e-3 1.79e-9 1.34e-9
        Convex 2D,  Adam,    3.75e-2 7.44e-3 4.47e-3, 4.28e-3 4.28e-3 3.95e-3 4.88e-3 1.26e-3 1.45e-3
        Convex 2D,  RMSProp, 1.82e-5 7.58e-6 1.68e-7, 8.26e-6 2.33e-5 2.24e-3 2.24e-3 2.01e-8 9.58e-8
        Rosenbrock, SGD,     1.38e0  7.70e-2 2.04e-2, 5.88e-1 2.19e-1 1.75e-1 2.36e-1 7.42e-2 1.53e-1
        Rosenbrock, Adagrad, 4.60e-1 1.88e-1 1.26e-2, 3.53e-1 3.59e-1 2.03e-1 2.13e-1 1.98e-1 2.68e-1
        Rosenbrock, Adam,    8.24e-1 7.84e-2 5.73e-2, 4.12e-1 1.69e-1 1.68e-1 2.55e-1 1.48e-1 1.58e-1
        Rosenbrock, RMSProp, 4.58e-1 1.85e-1 5.06e-2, 3.16e-1 3.08e-1 1.43e-1 1.67e-1 2.01e-1 2.51e-1
        """;

    private static readonly Dictionary<(string Function, string Optimizer, UpdateRuleKind Rule), PublishedCell> Cells = Read();

    /// <summary>The numbers printed for a cell, or null where there are none.</summary>
    public static PublishedCell? For(Cell cell) => Cells.GetValueOrDefault((cell.Function.Name, Cell.NameOf(cell.Direction), cell.Rule));

    /// <summary>Whether there are numbers for a function.</summary>
    public static bool Knows(TestFunction function) => Cells.Keys.Any(key => key.Function == function.Name);

    private static Dictionary<(string, string, UpdateRuleKind), PublishedCell> Read()
    {
        var cells = new Dictionary<(string, string, UpdateRuleKind), PublishedCell>();
        foreach (var line in Table.Split('\n'))
        {
            var fields = line.Split(',', StringSplitOptions.TrimEntries);
            var (best, random) = (Numbers(fields[2]), Numbers(fields[3]));
            for (var rule = 0; rule < Cell.Rules.Count; rule++)
                cells.Add((fields[0], fields[1], Cell.Rules[rule]), new(best[rule], random[2 * rule], random[2 * rule + 1]));
        }
        return cells;
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}

/// <summary>The numbers printed for a cell.</summary>
/// <param name="Best">The distance that the best configuration reached.</param>
/// <param name="Mean">The mean relative distance of 100 random configurations.</param>
/// <param name="Deviation">Its standard deviation.</param>
internal sealed record PublishedCell(double Best, double Mean, double Deviation);
