namespace NonNegML.Samples.Charts;

/// <summary>One entry of a legend.</summary>
/// <param name="Name">What is named.</param>
/// <param name="Color">Its color.</param>
/// <param name="IsDashed">Whether its line is dashed.</param>
internal sealed record LegendEntry(string Name, string Color, bool IsDashed = false);

/// <summary>Names of lines, side by side, on as many rows as they need.</summary>
internal sealed class Legend
{
    private const double Size = 12;
    private const double LineLength = 22;
    private const double RowHeight = 19;

    private readonly List<(LegendEntry Entry, double X, int Row)> _places = [];
    private readonly int _rows;

    /// <summary>A legend for those entries that have a name.</summary>
    public Legend(IEnumerable<LegendEntry> entries, double width)
    {
        var (x, row) = (0.0, 0);
        foreach (var entry in entries.Where(entry => entry.Name.Length > 0))
        {
            var needed = LineLength + 6 + SvgText.Width(entry.Name, Size) + 16;
            if (x > 0 && x + needed > width)
                (x, row) = (0, row + 1);
            _places.Add((entry, x, row));
            x += needed;
        }
        _rows = _places.Count == 0 ? 0 : row + 1;
    }

    /// <summary>In pixels.</summary>
    public double Height => _rows * RowHeight;

    public void Draw(SvgDrawing drawing, ChartPoint corner)
    {
        drawing.BeginGroup("legend");
        foreach (var (entry, x, row) in _places)
        {
            var (left, middle) = (corner.X + x, corner.Y + (row + 0.5) * RowHeight);
            drawing.Polyline([new(left, middle), new(left + LineLength, middle)], entry.Color, 2.5, entry.IsDashed);
            drawing.Text(new(left + LineLength + 6, middle + 4), entry.Name, size: Size);
        }
        drawing.EndGroup();
    }
}
