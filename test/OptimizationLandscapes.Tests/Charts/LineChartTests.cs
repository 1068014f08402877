using System.Globalization;
using NonNegML.Samples.Charts;

namespace OptimizationLandscapes.Tests.Charts;

[TestClass]
public sealed class LineChartTests
{
    [TestMethod]
    public void ToSvg_Points_LieWhereTheAxesSay()
    {
        var svg = new Svg(Chart(new LineSeries("loss", [new(0, 0), new(5, 1), new(10, 4)])).ToSvg());
        var (left, top, right, bottom) = svg.Frame();
        var points = Svg.Points(Svg.Lines(svg.Groups("series").Single()).Single());

        // The horizontal axis ends with the data, the vertical one at a mark, which is 4 here.
        Assert.HasCount(3, points);
        Near(new(left, bottom), points[0]);
        Near(new((left + right) / 2, bottom + (top - bottom) / 4), points[1]);
        Near(new(right, top), points[2]);
        Assert.AreEqual("Loss of a run", svg.Title);
        foreach (var text in new[] { "Loss of a run", "epoch", "mean loss", "loss", "0", "2", "4", "6", "10" })
            CollectionAssert.Contains(svg.Texts.ToArray(), text);
    }

    [TestMethod]
    public void ToSvg_LogarithmicAxis_HasEqualStepsForEqualFactors()
    {
        var chart = new LineChart { Title = "t", Y = new Axis(IsLog: true), Series = [new LineSeries("", [new(0, 1e-6), new(1, 1e-3), new(2, 1)])] };
        var svg = new Svg(chart.ToSvg());
        var (_, top, _, bottom) = svg.Frame();
        var points = Svg.Points(Svg.Lines(svg.Groups("series").Single()).Single());

        Assert.AreEqual(bottom, points[0].Y, 0.02);
        Assert.AreEqual((top + bottom) / 2, points[1].Y, 0.02);
        Assert.AreEqual(top, points[2].Y, 0.02);
        CollectionAssert.IsSubsetOf(new[] { "10⁻⁶", "10⁻³", "1" }, svg.Texts.ToArray());
    }

    [TestMethod]
    [DataRow(double.NaN, false)]
    [DataRow(double.PositiveInfinity, false)]
    [DataRow(double.NegativeInfinity, false)]
    [DataRow(0.0, true)]
    [DataRow(-1.0, true)]
    public void ToSvg_ValueThatCannotBeShown_BreaksTheLine(double value, bool isLog)
    {
        var chart = new LineChart { Title = "t", Y = new Axis(IsLog: isLog), Series = [new LineSeries("a", [new(0, 1), new(1, 2), new(2, value), new(3, 3), new(4, 4), new(5, value), new(6, 5)])] };
        var group = new Svg(chart.ToSvg()).Groups("series").Single();

        Assert.HasCount(2, Svg.Lines(group));
        Assert.IsTrue(Svg.Lines(group).All(line => Svg.Points(line).Count == 2));
        Assert.HasCount(1, Svg.Paths(group), "A point alone is a dot.");
    }

    [TestMethod]
    public void ToSvg_Band_SurroundsItsLine()
    {
        var svg = new Svg(Chart(new LineSeries("a", [new(0, 1), new(1, 2), new(2, 3)]) { Band = [new(0.5, 1.5), new(1, 3), new(2, 4)] }).ToSvg());
        var band = svg.All("path").Single(path => path.Attribute("fill-opacity") is not null);
        var (left, top, _, bottom) = svg.Frame();

        // The axis goes from 0 to 4; the band begins at its upper end.
        var first = FormattableString.Invariant($"M{left:0.#} {bottom + 1.5 / 4 * (top - bottom):0.#}L");
        Assert.IsTrue(band.Attribute("d")!.Value.StartsWith(first, StringComparison.Ordinal), $"{first} in {band}");
        Assert.AreEqual(6, band.Attribute("d")!.Value.Split('L').Length);
    }

    [TestMethod]
    public void ToSvg_BandThatIsNotFinite_BreaksOrReachesTheEdge()
    {
        ChartPoint[] points = [new(0, 1), new(1, 1), new(2, 1), new(3, 1), new(4, 1)];
        var broken = Chart(new LineSeries("a", points) { Band = [new(0, 2), new(0, 2), new(double.NaN, 2), new(0, 2), new(0, 2)] }).ToSvg();
        var infinite = Chart(new LineSeries("a", points) { Band = [new(0, 2), new(0, 2), new(double.NegativeInfinity, double.PositiveInfinity), new(0, 2), new(0, 2)] }).ToSvg();

        Assert.AreEqual(2, new Svg(broken).All("path").Count());
        Assert.AreEqual(1, new Svg(infinite).All("path").Count());
    }

    [TestMethod]
    public void ToSvg_BandOfAnotherLength_Throws()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Chart(new LineSeries("a", [new(0, 1)]) { Band = [] }).ToSvg());

        StringAssert.Contains(error.Message, "The series 'a' has 1 points, but its band has 0 ends.");
    }

    [TestMethod]
    public void ToSvg_LineBeyondItsAxis_IsCutOff()
    {
        var chart = new LineChart { Title = "t", Y = new Axis(Minimum: 0, Maximum: 10), Series = [new LineSeries("a", [new(0, 5), new(1, 1e300), new(2, 5)])] };
        var svg = new Svg(chart.ToSvg());
        var (_, top, _, bottom) = svg.Frame();

        foreach (var point in Svg.Lines(svg.Groups("series").Single()).SelectMany(Svg.Points))
            Assert.IsTrue(point.Y >= top - 0.01 && point.Y <= bottom + 0.01, $"{point}");
    }

    [TestMethod]
    public void ToSvg_NothingOrOneValueOrNoNumberAtAll_StillDraws()
    {
        _ = new Svg(new LineChart { Title = "t", Series = [] }.ToSvg());
        _ = new Svg(Chart(new LineSeries("a", [])).ToSvg());
        _ = new Svg(Chart(new LineSeries("a", [new(3, 7)])).ToSvg());
        _ = new Svg(Chart(new LineSeries("a", [new(0, 0), new(1, 0)])).ToSvg());
        _ = new Svg(Chart(new LineSeries("a", [new(0, double.NaN), new(double.PositiveInfinity, 1)])).ToSvg());
        _ = new Svg(new LineChart { Title = "t", X = new Axis(IsLog: true), Y = new Axis(IsLog: true), Series = [new LineSeries("a", [new(-1, -1), new(0, 0)])] }.ToSvg());
    }

    [TestMethod]
    public void ToSvg_LogarithmicAxisFromZero_SaysSo() =>
        Assert.ThrowsExactly<ArgumentException>(() => new LineChart { Title = "t", Y = new Axis("loss", IsLog: true, Minimum: 0), Series = [] }.ToSvg());

    [TestMethod]
    public void ToSvg_AnyText_IsEscaped()
    {
        var svg = new Svg(new LineChart { Title = "a < b & \"c\" \u0001\ud800 ü 😀", Series = [new LineSeries("</text><script>", [new(0, 1)])] }.ToSvg().Replace("&lt;/text&gt;&lt;script", "&lt;/text&gt;&lt;s", StringComparison.Ordinal));

        Assert.AreEqual("a < b & \"c\" \ufffd\ufffd ü 😀", svg.Title);
        CollectionAssert.Contains(svg.Texts.ToArray(), "</text><s>");
    }

    [TestMethod]
    public void ToSvg_AnyCultureAndAnyTime_GivesTheSameBytes()
    {
        var expected = Chart(new LineSeries("a", [new(0.25, 1.5), new(1.75, -2000.125)])).ToSvg();
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in new[] { "de-DE", "fa-IR", "sv-SE" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.AreEqual(expected, Chart(new LineSeries("a", [new(0.25, 1.5), new(1.75, -2000.125)])).ToSvg());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void ToSvg_ManyLongNames_StandOnSeveralRows()
    {
        var series = Enumerable.Range(0, 12).Select(i => new LineSeries($"a series with a long name, number {i}", [new(0, i), new(1, i)]) { IsDashed = i % 2 == 1 }).ToArray();
        var svg = new Svg(new LineChart { Title = "t", Series = series }.ToSvg());
        var legend = svg.Groups("legend").Single();
        var places = legend.Elements().Where(element => element.Name.LocalName == "text").Select(text => (X: Svg.Number(text, "x"), Y: Svg.Number(text, "y"))).ToList();

        Assert.HasCount(12, places);
        Assert.AreEqual(12, places.Distinct().Count());
        Assert.IsGreaterThan(places.Max(place => place.Y), svg.Frame().Top);
        Assert.IsLessThan(720, places.Max(place => place.X));
        Assert.AreEqual(6, Svg.Lines(legend).Count(line => line.Attribute("stroke-dasharray") is not null));
    }

    private static LineChart Chart(params LineSeries[] series) => new() { Title = "Loss of a run", X = new Axis("epoch"), Y = new Axis("mean loss"), Series = series };

    private static void Near(ChartPoint expected, ChartPoint actual)
    {
        Assert.AreEqual(expected.X, actual.X, 0.02);
        Assert.AreEqual(expected.Y, actual.Y, 0.02);
    }
}
