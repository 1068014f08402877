namespace NonNegML.Samples.Charts;

/// <summary>Grid, frame and marks around a plot.</summary>
internal static class PlotFrame
{
    private const double TickSize = 11;

    /// <summary>The room that the marks of a vertical axis need.</summary>
    public static double LabelWidth(AxisScale vertical) => vertical.Ticks.Select(tick => SvgText.Width(tick.Label, TickSize)).DefaultIfEmpty(0).Max() + 8;

    /// <summary>Lines across the plot at each mark; drawn before the data.</summary>
    public static void Grid(SvgDrawing drawing, PlotArea area, AxisScale horizontal, AxisScale vertical)
    {
        drawing.BeginGroup("grid");
        foreach (var x in horizontal.Ticks.Select(tick => horizontal.Map(tick.Value)))
            drawing.Line(new(x, area.Top), new(x, area.Bottom), Palette.Grid);
        foreach (var y in vertical.Ticks.Select(tick => vertical.Map(tick.Value)))
            drawing.Line(new(area.Left, y), new(area.Right, y), Palette.Grid);
        drawing.EndGroup();
    }

    /// <summary>Frame and marks; drawn after the data.</summary>
    public static void Axes(SvgDrawing drawing, PlotArea area, AxisScale horizontal, AxisScale vertical, bool below = true, bool beside = true)
    {
        drawing.BeginGroup("axes");
        drawing.Rectangle(area, fill: "none", stroke: Palette.Frame);
        foreach (var tick in below ? horizontal.Ticks : [])
        {
            var x = horizontal.Map(tick.Value);
            drawing.Line(new(x, area.Bottom), new(x, area.Bottom + 4), Palette.Frame);
            drawing.Text(new(x, area.Bottom + 16), tick.Label, "middle", TickSize);
        }
        foreach (var tick in beside ? vertical.Ticks : [])
        {
            var y = vertical.Map(tick.Value);
            drawing.Line(new(area.Left - 4, y), new(area.Left, y), Palette.Frame);
            drawing.Text(new(area.Left - 7, y + 4), tick.Label, "end", TickSize);
        }
        drawing.EndGroup();
    }
}
