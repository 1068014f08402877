namespace NonNegML.Samples.Charts;

/// <summary>Contours with trajectories drawn over them, one plot or several, as SVG.</summary>
public sealed class ContourChart
{
    private const double Side = 16;
    private const double TitleHeight = 24;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>The plots, row after row.</summary>
    public required IReadOnlyList<ContourPanel> Panels { get; init; }

    /// <summary>The plots of a row.</summary>
    public int Columns { get; init; } = 2;

    /// <summary>What is measured to the right.</summary>
    public string XLabel { get; init; } = "x";

    /// <summary>What is measured upwards.</summary>
    public string YLabel { get; init; } = "y";

    /// <summary>The width of a plot in pixels.</summary>
    public double PanelWidth { get; init; } = 340;

    /// <summary>The height of a plot in pixels.</summary>
    public double PanelHeight { get; init; } = 270;

    /// <summary>The chart as a whole SVG file.</summary>
    public string ToSvg()
    {
        ArgumentOutOfRangeException.ThrowIfZero(Panels.Count, nameof(Panels));
        ArgumentOutOfRangeException.ThrowIfLessThan(Columns, 1);
        var labels = Panels.Max(panel => PlotFrame.LabelWidth(Vertical(panel.Field, default)));
        var (cellWidth, cellHeight) = (PanelWidth + labels + 20, PanelHeight + TitleHeight + 26);
        var columns = Math.Min(Columns, Panels.Count);
        var rows = (Panels.Count + columns - 1) / columns;
        var width = 2 * Side + 18 + columns * cellWidth;
        var legend = new Legend(Panels.SelectMany(panel => panel.Trajectories).Select(line => new LegendEntry(line.Name, line.Color)).Distinct(), width - 2 * Side);
        var top = 38 + legend.Height;
        var height = top + rows * cellHeight + 30;

        var drawing = new SvgDrawing(width, height, Title);
        drawing.Text(new(Side, 24), Title, size: 15, bold: true);
        legend.Draw(drawing, new(Side, 30));
        var drawn = new Dictionary<ScalarField, (string Id, IReadOnlyList<double> Levels, PlotArea Area)>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < Panels.Count; i++)
        {
            var (left, above) = (Side + 18 + i % columns * cellWidth + labels, top + i / columns * cellHeight + TitleHeight);
            var area = new PlotArea(left, above, PanelWidth, PanelHeight);
            drawing.BeginGroup("panel");
            drawing.Text(new(area.Left, area.Top - 8), Panels[i].Title, bold: true);
            if (drawn.TryGetValue(Panels[i].Field, out var same) && same.Levels.SequenceEqual(Panels[i].Levels))
            {
                drawing.Repeat(same.Id, area.Left - same.Area.Left, area.Top - same.Area.Top);
            }
            else
            {
                drawn[Panels[i].Field] = ($"contours-{i}", Panels[i].Levels, area);
                DrawContours(drawing, Panels[i], area, $"contours-{i}");
            }
            DrawLines(drawing, Panels[i], area);
            drawing.EndGroup();
        }
        drawing.Text(new(Side + 18 + (columns * cellWidth + labels - 20) / 2, height - 12), XLabel, "middle");
        drawing.Text(new(Side + 10, top + rows * cellHeight / 2), YLabel, "middle", upwards: true);
        return drawing.Finish();
    }

    private static void DrawContours(SvgDrawing drawing, ContourPanel panel, PlotArea area, string id)
    {
        drawing.BeginGroup("contours", id);
        drawing.Rectangle(area, Palette.Background[0]);
        var levels = panel.Levels.Where(double.IsFinite).Order().ToList();
        for (var i = 0; i < levels.Count; i++)
        {
            var loops = Contours.Loops(panel.Field, levels[i]).Select(loop => loop.Select(node => InPixels(node, panel.Field, area))).ToList();
            if (loops.Count > 0)
                drawing.Area(loops, Palette.Blend(Palette.Background, (i + 1.0) / levels.Count), stroke: "#9fb0c0");
        }
        drawing.EndGroup();
    }

    private static void DrawLines(SvgDrawing drawing, ContourPanel panel, PlotArea area)
    {
        var (horizontal, vertical) = (Horizontal(panel.Field, area), Vertical(panel.Field, area));
        foreach (var line in panel.Trajectories)
            DrawTrajectory(drawing, line, area, horizontal, vertical);
        DrawMarks(drawing, panel, area, horizontal, vertical);
        PlotFrame.Axes(drawing, area, horizontal, vertical);
    }

    private static void DrawTrajectory(SvgDrawing drawing, Trajectory line, PlotArea area, AxisScale horizontal, AxisScale vertical)
    {
        var points = line.Points.Select(point => new ChartPoint(horizontal.Map(point.X), vertical.Map(point.Y))).ToList();
        drawing.BeginGroup("trajectory");
        foreach (var part in area.Clip(Thin(points)).Where(part => part.Count > 1))
        {
            drawing.Polyline(part, "#ffffff", 3.5, opacity: 0.7);
            drawing.Polyline(part, line.Color, 1.6);
        }
        drawing.Dots(Thin(points).Where(point => point.IsFinite && area.Holds(point)), line.Color, 3.6);
        drawing.EndGroup();
    }

    private static void DrawMarks(SvgDrawing drawing, ContourPanel panel, PlotArea area, AxisScale horizontal, AxisScale vertical)
    {
        if (panel.Start is { } start && Place(start) is { } at)
            drawing.Circle(at, 5, "#ffffff", Palette.Ink);
        foreach (var target in panel.Targets)
            if (Place(target) is { } center)
                Cross(drawing, center);

        ChartPoint? Place(ChartPoint point) => new ChartPoint(horizontal.Map(point.X), vertical.Map(point.Y)) is var pixel && pixel.IsFinite && area.Holds(pixel) ? pixel : null;
    }

    /// <summary>A cross, legible on any color.</summary>
    internal static void Cross(SvgDrawing drawing, ChartPoint center, double size = 5)
    {
        foreach (var (color, width) in new[] { ("#ffffff", 4.5), (Palette.Ink, 2) })
        {
            drawing.Line(new(center.X - size, center.Y - size), new(center.X + size, center.Y + size), color, width);
            drawing.Line(new(center.X - size, center.Y + size), new(center.X + size, center.Y - size), color, width);
        }
    }

    // Points that fall on the same tenth of a pixel add bytes, not ink.
    private static IEnumerable<ChartPoint> Thin(IEnumerable<ChartPoint> points)
    {
        ChartPoint? last = null;
        foreach (var point in points)
        {
            if (last is { } before && Math.Abs(point.X - before.X) < 0.1 && Math.Abs(point.Y - before.Y) < 0.1)
                continue;
            yield return point;
            last = point;
        }
    }

    private static ChartPoint InPixels(ChartPoint node, ScalarField field, PlotArea area) =>
        new(area.Left + node.X / (field.Columns - 1) * area.Width, area.Bottom - node.Y / (field.Rows - 1) * area.Height);

    private static AxisScale Horizontal(ScalarField field, PlotArea area) => AxisScale.Create(new(Minimum: field.Left, Maximum: field.Right), [], area.Left, area.Right, rounded: false);

    private static AxisScale Vertical(ScalarField field, PlotArea area) => AxisScale.Create(new(Minimum: field.Bottom, Maximum: field.Top), [], area.Bottom, area.Top, rounded: false);
}
