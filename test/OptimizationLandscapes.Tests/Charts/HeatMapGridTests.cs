using NonNegML.Samples.Charts;

namespace OptimizationLandscapes.Tests.Charts;

[TestClass]
public sealed class HeatMapGridTests
{
    private static readonly ColorScale Scale = new(0, 3, "value", [new(0, "0"), new(3, "3")], "too much") { Steps = 3, Colors = ["#000000", "#ffffff"] };

    [TestMethod]
    public void ToSvg_Cells_HaveTheColorsOfTheirValues()
    {
        var field = new ScalarField(0, 2, 0, 1, 3, [0.5, 1.5, 2.5, double.NaN, double.PositiveInfinity, 4]);
        var svg = new Svg(new HeatMapGrid { Title = "t", RowNames = ["r"], ColumnNames = ["c"], Fields = [field], Scale = Scale }.ToSvg());
        var paths = Svg.Paths(svg.Groups("map").Single()).ToDictionary(path => path.Attribute("fill")!.Value, path => path.Attribute("d")!.Value);

        // The first row of values is the lowest of the map; cells side by side are one piece.
        Assert.AreEqual("M0 1h1v1h-1z", paths["#000000"]);
        Assert.AreEqual("M1 1h1v1h-1z", paths["#808080"]);
        Assert.AreEqual("M2 1h1v1h-1z", paths["#ffffff"]);
        Assert.AreEqual("M0 0h1v1h-1z", paths[Palette.Missing]);
        Assert.AreEqual("M1 0h2v1h-2z", paths[Palette.Over]);
        CollectionAssert.IsSubsetOf(new[] { "t", "r", "c", "value", "0", "3", "too much" }, svg.Texts.ToArray());
    }

    [TestMethod]
    public void ToSvg_Marks_LieInTheMiddleOfTheirCells()
    {
        var field = new ScalarField(0, 9, 0, 9, 10, new double[100]);
        var svg = new Svg(new HeatMapGrid { Title = "t", RowNames = ["r"], ColumnNames = ["c"], Fields = [field], Scale = Scale, MapSize = 100, Start = new(0, 0), Targets = [new(9, 9), new(50, 50)] }.ToSvg());
        var (left, _, _, bottom) = svg.Frame();
        var circle = svg.All("circle").Single();

        Assert.AreEqual(left + 5, Svg.Number(circle, "cx"), 0.02);
        Assert.AreEqual(bottom - 5, Svg.Number(circle, "cy"), 0.02);
    }

    [TestMethod]
    public void ToSvg_FieldsThatDoNotFit_Throws()
    {
        var field = new ScalarField(0, 1, 0, 1, 2, [0, 0, 0, 0]);
        var other = new ScalarField(0, 2, 0, 1, 2, [0, 0, 0, 0]);

        Assert.ThrowsExactly<ArgumentException>(() => new HeatMapGrid { Title = "t", RowNames = ["r"], ColumnNames = ["c", "d"], Fields = [field], Scale = Scale }.ToSvg());
        Assert.ThrowsExactly<ArgumentException>(() => new HeatMapGrid { Title = "t", RowNames = ["r"], ColumnNames = ["c", "d"], Fields = [field, other], Scale = Scale }.ToSvg());
        Assert.ThrowsExactly<ArgumentException>(() => new HeatMapGrid { Title = "t", RowNames = [], ColumnNames = [], Fields = [], Scale = Scale }.ToSvg());
    }

    [TestMethod]
    [DataRow(double.NegativeInfinity, "#000000")]
    [DataRow(-1.0, "#000000")]
    [DataRow(0.0, "#000000")]
    [DataRow(3.0, "#ffffff")]
    public void ColorOf_TheEnds_HaveTheEndsColors(double value, string expected) => Assert.AreEqual(expected, Scale.ColorOf(value));

    [TestMethod]
    public void Blend_Shares_GoThroughAllColors()
    {
        string[] colors = ["#000000", "#ff0000", "#ffffff"];

        Assert.AreEqual("#000000", Palette.Blend(colors, -1));
        Assert.AreEqual("#800000", Palette.Blend(colors, 0.25));
        Assert.AreEqual("#ff0000", Palette.Blend(colors, 0.5));
        Assert.AreEqual("#ffffff", Palette.Blend(colors, 2));
        Assert.AreEqual("#123456", Palette.Blend(["#123456"], 0.7));
    }
}
