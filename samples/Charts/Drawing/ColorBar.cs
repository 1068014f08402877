namespace NonNegML.Samples.Charts;

/// <summary>The colors of a scale with their values.</summary>
internal static class ColorBar
{
    private const double SwatchGap = 18;

    public static void Draw(SvgDrawing drawing, ColorScale scale, PlotArea area)
    {
        drawing.BeginGroup("colors");
        var overWidth = scale.OverLabel.Length == 0 ? 0 : SwatchGap + area.Height + 6 + SvgText.Width(scale.OverLabel, 11);
        var bar = area with { Width = area.Width - overWidth };
        drawing.Text(new(area.Left, area.Top - 7), scale.Label, size: 11);
        var step = bar.Width / scale.Steps;
        for (var i = 0; i < scale.Steps; i++)
            drawing.Rectangle(bar with { Left = bar.Left + i * step, Width = step }, scale.ColorOfStep(i));
        drawing.Rectangle(bar, fill: "none", stroke: Palette.Frame);
        foreach (var tick in scale.Ticks)
        {
            var x = bar.Left + (tick.Value - scale.Minimum) / (scale.Maximum - scale.Minimum) * bar.Width;
            drawing.Line(new(x, bar.Bottom), new(x, bar.Bottom + 4), Palette.Frame);
            drawing.Text(new(x, bar.Bottom + 16), tick.Label, "middle", 11);
        }
        if (overWidth > 0)
        {
            var swatch = bar with { Left = bar.Right + SwatchGap, Width = bar.Height };
            drawing.Rectangle(swatch, scale.OverColor, Palette.Frame);
            drawing.Text(new(swatch.Right + 6, swatch.Bottom - 2), scale.OverLabel, size: 11);
        }
        drawing.EndGroup();
    }
}
