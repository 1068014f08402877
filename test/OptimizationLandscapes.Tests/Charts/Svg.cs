using System.Globalization;
using System.Xml.Linq;
using NonNegML.Samples.Charts;

namespace OptimizationLandscapes.Tests.Charts;

/// <summary>Reads a drawing back; that it parses shows that it is well-formed.</summary>
internal sealed class Svg
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    private readonly XElement _root;

    public Svg(string text)
    {
        _root = XDocument.Parse(text).Root!;
        Assert.AreEqual(Namespace + "svg", _root.Name);
        Assert.DoesNotContain("NaN", text);
        Assert.DoesNotContain("∞", text);
        Assert.DoesNotContain("Infinity", text);
        Assert.DoesNotContain("<script", text);
        Assert.IsTrue(text.EndsWith("</svg>\n", StringComparison.Ordinal));
        Assert.DoesNotContain("\r", text);
    }

    public string Title => _root.Element(Namespace + "title")!.Value;

    public IReadOnlyList<string> Texts => [.. _root.Descendants(Namespace + "text").Select(text => text.Value)];

    public IEnumerable<XElement> All(string name) => _root.Descendants(Namespace + name);

    public IReadOnlyList<XElement> Groups(string name) => [.. All("g").Where(group => (string?)group.Attribute("class") == name)];

    /// <summary>The frame of the n-th plot.</summary>
    public (double Left, double Top, double Right, double Bottom) Frame(int plot = 0)
    {
        var frame = Groups("axes")[plot].Element(Namespace + "rect")!;
        var (left, top) = (Number(frame, "x"), Number(frame, "y"));
        return (left, top, left + Number(frame, "width"), top + Number(frame, "height"));
    }

    public static IReadOnlyList<ChartPoint> Points(XElement polyline) =>
        [.. polyline.Attribute("points")!.Value.Split(' ').Select(pair => pair.Split(',')).Select(pair => new ChartPoint(Parse(pair[0]), Parse(pair[1])))];

    public static IReadOnlyList<XElement> Lines(XElement group) => [.. group.Elements(Namespace + "polyline")];

    public static IReadOnlyList<XElement> Paths(XElement group) => [.. group.Descendants(Namespace + "path")];

    public static double Number(XElement element, string attribute) => Parse(element.Attribute(attribute)!.Value);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
