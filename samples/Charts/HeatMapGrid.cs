using System.Globalization;
using System.Text;

namespace NonNegML.Samples.Charts;

/// <summary>Heat maps in rows and columns with one color scale for all, as SVG.</summary>
public sealed class HeatMapGrid
{
    private const double Side = 16;
    private const double Gap = 26;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>The names of the columns.</summary>
    public required IReadOnlyList<string> ColumnNames { get; init; }

    /// <summary>The names of the rows.</summary>
    public required IReadOnlyList<string> RowNames { get; init; }

    /// <summary>The fields, row after row, each of the same span; each value colors a cell around its place.</summary>
    public required IReadOnlyList<ScalarField> Fields { get; init; }

    /// <summary>The colors.</summary>
    public required ColorScale Scale { get; init; }

    /// <summary>Places marked by a cross in each map.</summary>
    public IReadOnlyList<ChartPoint> Targets { get; init; } = [];

    /// <summary>A place marked by a circle in each map, or null.</summary>
    public ChartPoint? Start { get; init; }

    /// <summary>What is measured to the right.</summary>
    public string XLabel { get; init; } = "x";

    /// <summary>What is measured upwards.</summary>
    public string YLabel { get; init; } = "y";

    /// <summary>The width and the height of a map in pixels.</summary>
    public double MapSize { get; init; } = 170;

    /// <summary>The chart as a whole SVG file.</summary>
    /// <exception cref="ArgumentException">There are not as many fields as rows times columns, or one spans something else.</exception>
    public string ToSvg()
    {
        if (Fields.Count != RowNames.Count * ColumnNames.Count || Fields.Count == 0)
            throw new ArgumentException($"{Fields.Count} fields do not fill {RowNames.Count} rows of {ColumnNames.Count} columns.");
        if (Fields.Any(field => Span(field) != Span(Fields[0])))
            throw new ArgumentException("All fields must span the same.");

        // A value stands in the middle of its cell: the outermost cells reach half a step beyond the field.
        var (left, right, bottom, top) = Span(Fields[0]);
        var corner = new ChartPoint(Side + 70, 74);
        var scale = AxisScale.Create(new(Minimum: bottom, Maximum: top), [], 0, 1, rounded: false);
        corner = corner with { X = corner.X + PlotFrame.LabelWidth(scale) };
        var gridRight = corner.X + ColumnNames.Count * (MapSize + Gap) - Gap;
        var gridBottom = corner.Y + RowNames.Count * (MapSize + Gap) - Gap;
        var drawing = new SvgDrawing(gridRight + Side + 6, gridBottom + 104, Title);
        drawing.Text(new(Side, 24), Title, size: 15, bold: true);
        for (var column = 0; column < ColumnNames.Count; column++)
            drawing.Text(new(corner.X + column * (MapSize + Gap) + MapSize / 2, corner.Y - 10), ColumnNames[column], "middle", bold: true);
        for (var row = 0; row < RowNames.Count; row++)
        {
            var above = corner.Y + row * (MapSize + Gap);
            drawing.Text(new(Side + 14, above + MapSize / 2), RowNames[row], "middle", bold: true, upwards: true);
            for (var column = 0; column < ColumnNames.Count; column++)
            {
                var area = new PlotArea(corner.X + column * (MapSize + Gap), above, MapSize, MapSize);
                var horizontal = AxisScale.Create(new(Minimum: left, Maximum: right), [], area.Left, area.Right, rounded: false);
                var vertical = AxisScale.Create(new(Minimum: bottom, Maximum: top), [], area.Bottom, area.Top, rounded: false);
                drawing.BeginGroup("map");
                DrawCells(drawing, Fields[row * ColumnNames.Count + column], area);
                DrawMarks(drawing, area, horizontal, vertical);
                PlotFrame.Axes(drawing, area, horizontal, vertical, below: row == RowNames.Count - 1, beside: column == 0);
                drawing.EndGroup();
            }
        }
        drawing.Text(new((corner.X + gridRight) / 2, gridBottom + 34), XLabel, "middle");
        drawing.Text(new(Side + 40, (corner.Y + gridBottom) / 2), YLabel, "middle", upwards: true);
        ColorBar.Draw(drawing, Scale, new PlotArea(corner.X, gridBottom + 62, gridRight - corner.X, 12));
        return drawing.Finish();
    }

    // One path for each color, cells side by side as one piece: a map is a few kilobytes.
    private void DrawCells(SvgDrawing drawing, ScalarField field, PlotArea area)
    {
        var paths = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        for (var row = 0; row < field.Rows; row++)
        {
            for (int column = 0, length; column < field.Columns; column += length)
            {
                var color = Scale.ColorOf(field[column, row]);
                for (length = 1; column + length < field.Columns && Scale.ColorOf(field[column + length, row]) == color; length++)
                {
                }
                if (!paths.TryGetValue(color, out var path))
                    paths.Add(color, path = new StringBuilder());
                path.Append(CultureInfo.InvariantCulture, $"M{column} {field.Rows - 1 - row}h{length}v1h-{length}z");
            }
        }
        foreach (var (color, path) in paths)
            drawing.Path(path.ToString(), color, new(area.Left, area.Top), area.Width / field.Columns, area.Height / field.Rows);
    }

    private void DrawMarks(SvgDrawing drawing, PlotArea area, AxisScale horizontal, AxisScale vertical)
    {
        if (Start is { } start && Inside(start) is { } at)
            drawing.Circle(at, 4, "#ffffff", Palette.Ink);
        foreach (var target in Targets)
            if (Inside(target) is { } center)
                ContourChart.Cross(drawing, center, 4);

        ChartPoint? Inside(ChartPoint point) => new ChartPoint(horizontal.Map(point.X), vertical.Map(point.Y)) is var pixel && pixel.IsFinite && area.Holds(pixel) ? pixel : null;
    }

    private static (double Left, double Right, double Bottom, double Top) Span(ScalarField field)
    {
        var (x, y) = ((field.Right - field.Left) / (field.Columns - 1) / 2, (field.Top - field.Bottom) / (field.Rows - 1) / 2);
        return (field.Left - x, field.Right + x, field.Bottom - y, field.Top + y);
    }
}
