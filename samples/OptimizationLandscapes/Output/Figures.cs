using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Samples.Charts;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>The figures of a function, as SVG.</summary>
internal sealed class Figures(LandscapeOptions options, TestFunction function, IReadOnlyList<CellRuns> runs)
{
    /// <summary>The starting points of the surface along each axis; an even number, so that none lies on an axis, where the multiplicative rule cannot move.</summary>
    public const int SurfaceSize = 40;

    private const int ContourSize = 56;
    private const int Levels = 9;

    private static readonly Dictionary<UpdateRuleKind, string> Colors = new()
    {
        [UpdateRuleKind.Additive] = "#d55e00",
        [UpdateRuleKind.Multiplicative] = "#0072b2",
        [UpdateRuleKind.Hybrid] = "#009e73",
    };

    private readonly List<CellRuns> _runs = [.. runs.Where(cell => cell.Cell.Function == function)];

    /// <summary>The file of a function's trajectories.</summary>
    public static string TrajectoriesName(TestFunction function) => $"trajectories-{CommandLine.Name(function)}.svg";

    /// <summary>The file of a function's score surface.</summary>
    public static string SurfaceName(TestFunction function) => $"surface-{CommandLine.Name(function)}.svg";

    /// <summary>The way of each rule's best configuration, one plot for each optimizer, over contours of the function.</summary>
    public string Trajectories()
    {
        var ways = _runs.ToDictionary(cell => cell.Cell, Way);
        var field = Landscape(ways.Values.SelectMany(way => way));
        var levels = field.Values.Order().ToList();
        return new ContourChart
        {
            Title = $"{function}: the best of {options.BestConfigurations} configurations, {options.Iterations} iterations",
            Panels = [.. Cell.Directions.Select(direction => new ContourPanel(Cell.NameOf(direction), field, [.. Enumerable.Range(1, Levels).Select(i => levels[i * (levels.Count - 1) / (Levels + 1)])])
            {
                Trajectories = [.. Cell.Rules.Select(rule => new Trajectory(Cell.NameOf(rule), ways[new(function, direction, rule)], Colors[rule]))],
                Start = Point(function.Start.Span),
                Targets = Minima(),
            })],
        }.ToSvg();
    }

    /// <summary>How near each rule's best configuration comes to a minimum from other starting points.</summary>
    public string Surface() => new HeatMapGrid
    {
        Title = $"{function}: relative distance after {options.Iterations} iterations, by starting point",
        RowNames = [.. Cell.Directions.Select(Cell.NameOf)],
        ColumnNames = [.. Cell.Rules.Select(Cell.NameOf)],
        Fields = [.. _runs.Select(Scores)],
        Scale = new ColorScale(-6, 0, "distance at the end, in parts of that at the start", [.. Enumerable.Range(-6, 7).Select(power => new AxisTick(power, AxisTick.PowerOfTen(power)))], "farther than at the start"),
        Start = Point(function.Start.Span),
        Targets = Minima(),
        XLabel = "x at the start",
        YLabel = "y at the start",
    }.ToSvg();

    private List<ChartPoint> Way(CellRuns cell)
    {
        var way = new List<ChartPoint>();
        using var descent = new Descent(function, function.Start.Span, options.Precision);
        descent.Run(Options(cell), options.Iterations, () => way.Add(Point(descent.Points)));
        return way;
    }

    // In sight: start, nearest minimum and what the ways pass through around these, but not how far one may shoot beyond.
    private ScalarField Landscape(IEnumerable<ChartPoint> ways)
    {
        var start = Point(function.Start.Span);
        var goal = Minima().MinBy(minimum => Math.Pow(minimum.X - start.X, 2) + Math.Pow(minimum.Y - start.Y, 2));
        var points = ways.ToList();
        var (left, right) = Range(start.X, goal.X, points.Select(point => point.X));
        var (bottom, top) = Range(start.Y, goal.Y, points.Select(point => point.Y));
        return ScalarField.Sample(left, right, bottom, top, ContourSize, ContourSize, (x, y) => Math.Log10(function.Evaluate([x, y]) + 1e-9));

        static (double From, double To) Range(double start, double goal, IEnumerable<double> values)
        {
            var (near, far) = (Math.Min(start, goal), Math.Max(start, goal));
            var beyond = Math.Max(1.5 * (far - near), 0.5);
            var seen = values.Where(value => value >= near - beyond && value <= far + beyond).Append(near).Append(far).ToList();
            var (from, to) = (seen.Min(), seen.Max());
            return (from - 0.1 * (to - from), to + 0.1 * (to - from));
        }
    }

    private ScalarField Scores(CellRuns cell)
    {
        var (horizontal, vertical) = (function.Domain[0], function.Domain[1]);
        var starts = new double[2 * SurfaceSize * SurfaceSize];
        for (var i = 0; i < SurfaceSize * SurfaceSize; i++)
            (starts[2 * i], starts[2 * i + 1]) = (horizontal.At(Center(i % SurfaceSize)), vertical.At(Center(i / SurfaceSize)));
        using var descent = new Descent(function, starts, options.Precision);
        descent.Run(Options(cell), options.Iterations);
        var scores = Enumerable.Range(0, SurfaceSize * SurfaceSize).Select(i => Math.Log10(function.DistanceToMinimum(descent.Points.AsSpan(2 * i, 2)) / function.DistanceToMinimum(starts.AsSpan(2 * i, 2))));
        return new ScalarField(horizontal.At(Center(0)), horizontal.At(Center(SurfaceSize - 1)), vertical.At(Center(0)), vertical.At(Center(SurfaceSize - 1)), SurfaceSize, [.. scores]);

        static double Center(int cell) => (cell + 0.5) / SurfaceSize;
    }

    private MultiplicativeUpdateOptions Options(CellRuns cell) => cell.Best(options.BestConfigurations).Configuration.Options(cell.Cell.Direction, cell.Cell.Rule);

    private List<ChartPoint> Minima() => [.. function.Minima.Select(minimum => Point(minimum.Span))];

    private static ChartPoint Point(ReadOnlySpan<double> coordinates) => new(coordinates[0], coordinates[1]);
}
