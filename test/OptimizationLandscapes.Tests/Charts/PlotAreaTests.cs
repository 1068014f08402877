using NonNegML.Samples.Charts;

namespace OptimizationLandscapes.Tests.Charts;

[TestClass]
public sealed class PlotAreaTests
{
    private static readonly PlotArea Area = new(0, 0, 10, 10);

    [TestMethod]
    public void Clip_LineWithin_StaysWhole() => Check([[new(1, 1), new(5, 5), new(9, 1)]], [new(1, 1), new(5, 5), new(9, 1)]);

    [TestMethod]
    public void Clip_LineThrough_IsCutAtBothSides() => Check([[new(0, 5), new(10, 5)]], [new(-5, 5), new(15, 5)]);

    [TestMethod]
    public void Clip_LineOutAndBack_BecomesTwo() => Check([[new(5, 5), new(10, 5)], [new(10, 8), new(5, 8)]], [new(5, 5), new(15, 5), new(15, 8), new(5, 8)]);

    [TestMethod]
    public void Clip_LineOutside_IsGone() => Check([], [new(-5, -5), new(-1, 20), new(11, 20)]);

    [TestMethod]
    public void Clip_PointThatIsNotFinite_Breaks() =>
        Check([[new(1, 1), new(2, 2)], [new(3, 3)], [new(4, 4)]], [new(1, 1), new(2, 2), new(double.NaN, 0), new(3, 3), new(0, double.NegativeInfinity), new(4, 4)]);

    private static void Check(ChartPoint[][] expected, ChartPoint[] points)
    {
        var actual = Area.Clip(points);

        Assert.AreEqual(string.Join(" | ", expected.Select(part => string.Join(" ", part))), string.Join(" | ", actual.Select(part => string.Join(" ", part))));
    }
}
