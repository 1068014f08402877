using NonNegML.Samples.Charts;

namespace OptimizationLandscapes.Tests.Charts;

[TestClass]
public sealed class ContourChartTests
{
    private static readonly ScalarField Bowl = ScalarField.Sample(-1, 1, -2, 2, 20, 20, (x, y) => x * x + y * y);

    [TestMethod]
    public void ToSvg_TrajectoryAndMarks_LieWhereTheAxesSay()
    {
        var panel = new ContourPanel("SGD", Bowl, [0.5, 1])
        {
            Trajectories = [new Trajectory("additive", [new(-1, -2), new(0, 0), new(1, 2)], "#d55e00")],
            Start = new(0, 0),
            Targets = [new(-1, 2), new(5, 5)],
        };
        var svg = new Svg(new ContourChart { Title = "bowl", Panels = [panel] }.ToSvg());
        var (left, top, right, bottom) = svg.Frame();
        var line = Svg.Points(Svg.Lines(svg.Groups("trajectory").Single())[1]);
        var circle = svg.All("circle").Single();

        Assert.AreEqual(left, line[0].X, 0.02);
        Assert.AreEqual(bottom, line[0].Y, 0.02);
        Assert.AreEqual(right, line[2].X, 0.02);
        Assert.AreEqual(top, line[2].Y, 0.02);
        Assert.AreEqual((left + right) / 2, Svg.Number(circle, "cx"), 0.02);
        Assert.AreEqual((top + bottom) / 2, Svg.Number(circle, "cy"), 0.02);
        Assert.AreEqual(4, svg.All("line").Count(element => element.Parent!.Attribute("class")?.Value == "panel"), "One target is in sight: a cross of two lines on a white one.");
        CollectionAssert.IsSubsetOf(new[] { "bowl", "SGD", "additive", "x", "y" }, svg.Texts.ToArray());
    }

    [TestMethod]
    public void ToSvg_TrajectoryThatDiverges_IsDrawnAsFarAsItIsInSight()
    {
        var panel = new ContourPanel("SGD", Bowl, [1])
        {
            Trajectories = [new Trajectory("additive", [new(0, 0), new(1e30, 1), new(-1e300, 0), new(double.PositiveInfinity, 0), new(double.NaN, double.NaN)], "#d55e00")],
        };
        var svg = new Svg(new ContourChart { Title = "bowl", Panels = [panel] }.ToSvg());
        var (left, _, right, _) = svg.Frame();

        foreach (var point in Svg.Lines(svg.Groups("trajectory").Single()).SelectMany(Svg.Points))
            Assert.IsTrue(point.X >= left - 0.01 && point.X <= right + 0.01);
    }

    [TestMethod]
    public void ToSvg_SameFieldTwice_IsWrittenOnce()
    {
        var other = ScalarField.Sample(-1, 1, -2, 2, 20, 20, (x, y) => x + y);
        var svg = new Svg(new ContourChart { Title = "t", Columns = 3, Panels = [new("a", Bowl, [1]), new("b", Bowl, [1]), new("c", other, [1])] }.ToSvg());
        var copy = svg.All("use").Single();
        var (first, second) = (svg.Frame(0), svg.Frame(1));

        Assert.HasCount(2, svg.Groups("contours"));
        Assert.AreEqual("#" + svg.Groups("contours")[0].Attribute("id")!.Value, copy.Attribute("href")!.Value);
        Assert.AreEqual(second.Left - first.Left, Svg.Number(copy, "x"), 0.02);
        Assert.AreEqual(second.Top - first.Top, Svg.Number(copy, "y"), 0.02);
    }

    [TestMethod]
    public void ToSvg_FieldWithoutAFiniteValue_StillDraws()
    {
        var field = ScalarField.Sample(0, 1, 0, 1, 5, 5, (x, _) => x > 0.5 ? double.NaN : double.PositiveInfinity);

        _ = new Svg(new ContourChart { Title = "t", Panels = [new("a", field, [1, double.NaN])] }.ToSvg());
    }

    [TestMethod]
    public void ToSvg_NoPanels_Throws() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ContourChart { Title = "t", Panels = [] }.ToSvg());
}
