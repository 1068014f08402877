using System.Text;
using System.Xml;

namespace NonNegML.Samples.Charts;

/// <summary>Writes the elements of an SVG file, first to last: what comes later lies on top.</summary>
internal sealed class SvgDrawing
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

    private readonly StringBuilder _text = new();
    private readonly XmlWriter _writer;

    /// <summary>A white drawing.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="title">What it shows, also for those who cannot see it.</param>
    public SvgDrawing(double width, double height, string title)
    {
        _writer = XmlWriter.Create(_text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" });
        _writer.WriteStartElement("svg", Namespace);
        Attribute("viewBox", $"0 0 {SvgText.Number(width)} {SvgText.Number(height)}");
        Attribute("width", SvgText.Number(width));
        Attribute("height", SvgText.Number(height));
        Attribute("role", "img");
        Attribute("font-family", Fonts);
        _writer.WriteElementString("title", Namespace, SvgText.Clean(title));
        Rectangle(new PlotArea(0, 0, width, height), fill: "#ffffff");
    }

    public void Line(ChartPoint from, ChartPoint to, string stroke, double width = 1)
    {
        Start("line", ("x1", from.X), ("y1", from.Y), ("x2", to.X), ("y2", to.Y));
        Stroke(stroke, width);
        _writer.WriteEndElement();
    }

    public void Polyline(IEnumerable<ChartPoint> points, string stroke, double width = 2, bool dashed = false, double opacity = 1)
    {
        Start("polyline");
        Attribute("points", string.Join(' ', points.Select(point => $"{SvgText.Number(point.X)},{SvgText.Number(point.Y)}")));
        Attribute("fill", "none");
        Stroke(stroke, width, opacity);
        Attribute("stroke-linejoin", "round");
        if (dashed)
            Attribute("stroke-dasharray", "6 4");
        _writer.WriteEndElement();
    }

    /// <summary>A dot at each point.</summary>
    public void Dots(IEnumerable<ChartPoint> points, string color, double size)
    {
        Start("path");
        Attribute("d", string.Concat(points.Select(point => $"M{SvgText.Number(point.X)} {SvgText.Number(point.Y)}h0")));
        Stroke(color, size);
        Attribute("stroke-linecap", "round");
        _writer.WriteEndElement();
    }

    /// <summary>Closed loops; what lies inside an odd number of them is filled.</summary>
    public void Area(IEnumerable<IEnumerable<ChartPoint>> loops, string fill, double opacity = 1, string? stroke = null)
    {
        Start("path");
        Attribute("d", string.Concat(loops.Select(loop => "M" + string.Join('L', loop.Select(point => $"{SvgText.Number(Math.Round(point.X, 1))} {SvgText.Number(Math.Round(point.Y, 1))}")) + "Z")));
        Fill(fill, opacity);
        Attribute("fill-rule", "evenodd");
        if (stroke is not null)
            Stroke(stroke, 0.6);
        _writer.WriteEndElement();
    }

    /// <summary>A path as it stands in SVG, moved and stretched.</summary>
    public void Path(string data, string fill, ChartPoint origin, double scaleX, double scaleY)
    {
        Start("path");
        Attribute("d", data);
        Attribute("transform", $"translate({SvgText.Number(origin.X)} {SvgText.Number(origin.Y)}) scale({SvgText.Factor(scaleX)} {SvgText.Factor(scaleY)})");
        Fill(fill);
        Attribute("shape-rendering", "crispEdges");
        _writer.WriteEndElement();
    }

    public void Rectangle(PlotArea area, string fill, string? stroke = null)
    {
        Start("rect", ("x", area.Left), ("y", area.Top), ("width", area.Width), ("height", area.Height));
        Fill(fill);
        if (stroke is not null)
            Stroke(stroke, 1);
        _writer.WriteEndElement();
    }

    public void Circle(ChartPoint center, double radius, string fill, string stroke)
    {
        Start("circle", ("cx", center.X), ("cy", center.Y), ("r", radius));
        Fill(fill);
        Stroke(stroke, 1.5);
        _writer.WriteEndElement();
    }

    /// <param name="at">The left end, the middle or the right end of the base line.</param>
    /// <param name="text">Any text.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="size">In pixels.</param>
    /// <param name="bold">For titles.</param>
    /// <param name="upwards">Whether it is written from below to above.</param>
    public void Text(ChartPoint at, string text, string anchor = "start", double size = 12, bool bold = false, bool upwards = false)
    {
        Start("text", ("x", at.X), ("y", at.Y), ("font-size", size));
        Attribute("text-anchor", anchor);
        Fill(Palette.Ink);
        if (bold)
            Attribute("font-weight", "600");
        if (upwards)
            Attribute("transform", $"rotate(-90 {SvgText.Number(at.X)} {SvgText.Number(at.Y)})");
        _writer.WriteString(SvgText.Clean(text));
        _writer.WriteEndElement();
    }

    /// <summary>Begins a group; what belongs together stays together for those who edit the file.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="id">The name under which <see cref="Repeat"/> finds it, or null.</param>
    public void BeginGroup(string name, string? id = null)
    {
        Start("g");
        Attribute("class", name);
        if (id is not null)
            Attribute("id", id);
    }

    /// <summary>Draws a group once more, moved.</summary>
    public void Repeat(string id, double right, double down)
    {
        Start("use", ("x", right), ("y", down));
        Attribute("href", "#" + id);
        _writer.WriteEndElement();
    }

    /// <summary>Ends the group begun last.</summary>
    public void EndGroup() => _writer.WriteEndElement();

    /// <summary>Ends the drawing; the whole file.</summary>
    public string Finish()
    {
        _writer.WriteEndElement();
        _writer.Flush();
        return _text.Append('\n').ToString();
    }

    private void Start(string name, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        _writer.WriteStartElement(name, Namespace);
        foreach (var (attribute, value) in attributes)
            Attribute(attribute, SvgText.Number(value));
    }

    private void Attribute(string name, string value) => _writer.WriteAttributeString(name, value);

    private void Stroke(string color, double width, double opacity = 1)
    {
        Attribute("stroke", color);
        Attribute("stroke-width", SvgText.Number(width));
        if (opacity < 1)
            Attribute("stroke-opacity", SvgText.Number(opacity));
    }

    private void Fill(string color, double opacity = 1)
    {
        Attribute("fill", color);
        if (opacity < 1)
            Attribute("fill-opacity", SvgText.Number(opacity));
    }
}
