namespace NonNegML.Samples.Charts;

/// <summary>Lines over two axes, with error bands and a legend, as SVG.</summary>
public sealed class LineChart
{
    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>The horizontal axis; it ends where the data ends.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis; it ends at a mark.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>The lines, those below first.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>In pixels.</summary>
    public double Width { get; init; } = 720;

    /// <summary>In pixels.</summary>
    public double Height { get; init; } = 420;

    /// <summary>The chart as a whole SVG file.</summary>
    /// <exception cref="ArgumentException">A band has another number of ends than its line has points, or a logarithmic axis begins at 0 or below.</exception>
    public string ToSvg()
    {
        foreach (var series in Series)
            if (series.Band is { } band && band.Count != series.Points.Count)
                throw new ArgumentException($"The series '{series.Name}' has {series.Points.Count} points, but its band has {band.Count} ends.");

        var colored = Series.Select((series, i) => (Series: series, Color: series.Color ?? Palette.Series[i % Palette.Series.Count])).ToList();
        var legend = new Legend(colored.Select(line => new LegendEntry(line.Series.Name, line.Color, line.Series.IsDashed)), Width - 32);
        var top = 40 + legend.Height;
        var bottom = Height - 52;
        var vertical = AxisScale.Create(Y, Series.SelectMany(Heights), bottom, top, rounded: true);
        var left = 34 + PlotFrame.LabelWidth(vertical);
        var area = new PlotArea(left, top, Width - 24 - left, bottom - top);
        var horizontal = AxisScale.Create(X, Series.SelectMany(series => series.Points).Select(point => point.X), area.Left, area.Right, rounded: false);

        var drawing = new SvgDrawing(Width, Height, Title);
        drawing.Text(new(16, 24), Title, size: 15, bold: true);
        legend.Draw(drawing, new(16, 30));
        PlotFrame.Grid(drawing, area, horizontal, vertical);
        foreach (var (series, color) in colored)
            DrawBand(drawing, area, series, color, horizontal, vertical);
        foreach (var (series, color) in colored)
            DrawLine(drawing, area, series, color, horizontal, vertical);
        PlotFrame.Axes(drawing, area, horizontal, vertical);
        drawing.Text(new(area.Left + area.Width / 2, Height - 14), X.Label, "middle");
        drawing.Text(new(20, area.Top + area.Height / 2), Y.Label, "middle", upwards: true);
        return drawing.Finish();
    }

    private static IEnumerable<double> Heights(LineSeries series) =>
        series.Points.Select(point => point.Y).Concat(series.Band?.SelectMany(ends => new[] { ends.Lower, ends.Upper }) ?? []);

    private static void DrawLine(SvgDrawing drawing, PlotArea area, LineSeries series, string color, AxisScale horizontal, AxisScale vertical)
    {
        drawing.BeginGroup("series");
        foreach (var part in area.Clip(series.Points.Select(point => new ChartPoint(horizontal.Map(point.X), vertical.Map(point.Y)))))
        {
            if (part.Count == 1)
                drawing.Dots(part, color, 5);
            else
                drawing.Polyline(part, color, 2, series.IsDashed);
        }
        drawing.EndGroup();
    }

    private static void DrawBand(SvgDrawing drawing, PlotArea area, LineSeries series, string color, AxisScale horizontal, AxisScale vertical)
    {
        var run = new List<(double X, double Lower, double Upper)>();
        foreach (var (point, ends) in series.Points.Zip(series.Band ?? []))
        {
            var x = horizontal.Map(point.X);
            if (!double.IsFinite(x) || double.IsNaN(ends.Lower) || double.IsNaN(ends.Upper))
                Finish();
            else if (x >= area.Left && x <= area.Right)
                run.Add((x, Height(ends.Lower), Height(ends.Upper)));
        }
        Finish();

        // What a logarithmic axis cannot show lies below it, what is infinite beyond it: a band reaches to the edge.
        double Height(double value)
        {
            var y = value == double.NegativeInfinity ? area.Bottom : vertical.Map(value);
            return double.IsNaN(y) ? area.Bottom : Math.Clamp(y, area.Top, area.Bottom);
        }

        void Finish()
        {
            if (run.Count > 1)
                drawing.Area([[.. run.Select(at => new ChartPoint(at.X, at.Upper)), .. run.AsEnumerable().Reverse().Select(at => new ChartPoint(at.X, at.Lower))]], color, opacity: 0.18);
            run.Clear();
        }
    }
}
