namespace NonNegML.Samples.Charts;

/// <summary>Marching squares: the region of a field at or above a level, as closed loops in columns and rows.</summary>
/// <remarks>
/// Around the field lies a rim below every level, so that every loop closes; on the border a loop follows the border itself. Each cell is walked around anticlockwise; a piece of a loop leads
/// from an edge where the walk leaves the region to one where it enters it, which the neighbouring cell sees the other way round.
/// </remarks>
internal static class Contours
{
    /// <summary>The loops; filled by the even-odd rule they are the region. A missing value counts as above every level.</summary>
    public static IReadOnlyList<IReadOnlyList<ChartPoint>> Loops(ScalarField field, double level)
    {
        var next = new SortedDictionary<int, int>();
        Span<(int Column, int Row)> corners = stackalloc (int, int)[4];
        Span<int> edges = stackalloc int[4];
        Span<bool> leaves = stackalloc bool[4];
        for (var row = -1; row < field.Rows; row++)
        {
            for (var column = -1; column < field.Columns; column++)
            {
                corners[0] = (column, row);
                corners[1] = (column + 1, row);
                corners[2] = (column + 1, row + 1);
                corners[3] = (column, row + 1);
                var count = 0;
                for (var side = 0; side < 4; side++)
                {
                    var (from, to) = (corners[side], corners[(side + 1) % 4]);
                    if (IsInside(field, from, level) == IsInside(field, to, level))
                        continue;
                    edges[count] = Edge(field, from, to);
                    leaves[count++] = IsInside(field, from, level);
                }

                // Two pieces meet where opposite corners are inside: the middle says whether these are joined.
                var joined = count < 4 || corners.ToArray().Average(corner => Value(field, corner)) >= level;
                for (var i = 0; i < count; i++)
                    if (leaves[i])
                        next[edges[i]] = edges[(joined ? i + 1 : i + count - 1) % count];
            }
        }
        return Chain(field, level, next);
    }

    private static List<IReadOnlyList<ChartPoint>> Chain(ScalarField field, double level, SortedDictionary<int, int> next)
    {
        var loops = new List<IReadOnlyList<ChartPoint>>();
        while (next.Count > 0)
        {
            var loop = new List<ChartPoint>();
            for (var edge = next.First().Key; next.Remove(edge, out var following); edge = following)
            {
                var point = Crossing(field, edge, level);
                if (loop.Count == 0 || loop[^1] != point)
                    loop.Add(point);
            }
            if (loop.Count > 2)
                loops.Add(loop);
        }
        return loops;
    }

    private static double Value(ScalarField field, (int Column, int Row) node)
    {
        if (node.Column < 0 || node.Row < 0 || node.Column >= field.Columns || node.Row >= field.Rows)
            return double.NegativeInfinity;
        var value = field[node.Column, node.Row];
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }

    private static bool IsInside(ScalarField field, (int Column, int Row) node, double level) => Value(field, node) >= level;

    // An edge is known by its lower left node and by whether it runs upwards, whichever way it is walked.
    private static int Edge(ScalarField field, (int Column, int Row) a, (int Column, int Row) b)
    {
        var (column, row) = (Math.Min(a.Column, b.Column), Math.Min(a.Row, b.Row));
        return 2 * ((row + 1) * (field.Columns + 2) + column + 1) + (a.Column == b.Column ? 1 : 0);
    }

    private static ChartPoint Crossing(ScalarField field, int edge, double level)
    {
        var (column, row) = (edge / 2 % (field.Columns + 2) - 1, edge / 2 / (field.Columns + 2) - 1);
        var isUpwards = edge % 2 == 1;
        var (a, b) = (Value(field, (column, row)), Value(field, (column + (isUpwards ? 0 : 1), row + (isUpwards ? 1 : 0))));
        var share = (a, b) switch
        {
            (double.NegativeInfinity, _) => 1,
            (_, double.NegativeInfinity) => 0,
            (double.PositiveInfinity, _) => 1,
            (_, double.PositiveInfinity) => 0,
            _ => (level - a) / (b - a),
        };
        return isUpwards ? new(column, row + share) : new(column + share, row);
    }
}
