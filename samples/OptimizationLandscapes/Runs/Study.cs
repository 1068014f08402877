using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>Runs every cell from every configuration, over all cores.</summary>
internal sealed class Study(LandscapeOptions options)
{
    // Long enough that the work of handing it out is lost in it, short enough to cancel at once.
    private const int RunsAtATime = 25;

    /// <summary>The runs of all cells, in the order of <see cref="Cell.Of"/>; they do not depend on the number of threads.</summary>
    /// <param name="finished">Told the function and the number of runs just finished, from any thread.</param>
    /// <param name="cancellation">Ends the work within a few runs.</param>
    public IReadOnlyList<CellRuns> Run(Action<TestFunction, int> finished, CancellationToken cancellation)
    {
        var configurations = Configuration.Draw(options.Seed, options.Drawn);
        var cells = Cell.Of(options.Functions);
        var distances = cells.Select(_ => new double[configurations.Length]).ToList();
        var pieces =
            from cell in Enumerable.Range(0, cells.Count)
            from first in Enumerable.Range(0, (configurations.Length + RunsAtATime - 1) / RunsAtATime)
            select (Cell: cell, First: first * RunsAtATime, End: Math.Min((first + 1) * RunsAtATime, configurations.Length));

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        Parallel.ForEach(pieces, parallel, piece =>
        {
            var cell = cells[piece.Cell];
            using var descent = new Descent(cell.Function, cell.Function.Start.Span, options.Precision);
            for (var i = piece.First; i < piece.End; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                descent.Run(configurations[i].Options(cell.Direction, cell.Rule), options.Iterations);
                distances[piece.Cell][i] = cell.Function.DistanceToMinimum(descent.Points);
            }
            finished(cell.Function, piece.End - piece.First);
        });
        return [.. cells.Zip(distances, (cell, values) => new CellRuns(cell, configurations, values))];
    }
}
