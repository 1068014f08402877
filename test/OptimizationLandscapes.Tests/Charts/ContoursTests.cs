using NonNegML.Samples.Charts;

namespace OptimizationLandscapes.Tests.Charts;

[TestClass]
public sealed class ContoursTests
{
    [TestMethod]
    public void Loops_OfAHill_FollowItsCircle()
    {
        var field = ScalarField.Sample(-2, 2, -2, 2, 41, 41, (x, y) => -(x * x + y * y));
        var loop = Contours.Loops(field, -1).Single();

        foreach (var node in loop)
            Assert.AreEqual(10, Math.Sqrt(Math.Pow(node.X - 20, 2) + Math.Pow(node.Y - 20, 2)), 0.05);
        Assert.AreEqual(Math.PI * 100, Area(loop), 2);
    }

    [TestMethod]
    public void Loops_OfAValley_EncloseTheRestUpToTheBorder()
    {
        var field = ScalarField.Sample(-2, 2, -2, 2, 41, 41, (x, y) => x * x + y * y);
        var loops = Contours.Loops(field, 1);

        // The region is the square but for a circle: by the even-odd rule, a loop around and one within.
        Assert.HasCount(2, loops);
        Assert.AreEqual(40 * 40, loops.Max(Area), 1e-9);
        Assert.AreEqual(Math.PI * 100, loops.Min(Area), 2);
    }

    [TestMethod]
    [DataRow(0.4, 1)]
    [DataRow(0.6, 2)]
    public void Loops_OfASaddle_JoinWhereTheMiddleIsInside(double level, int count)
    {
        var field = new ScalarField(0, 1, 0, 1, 2, [1, 0, 0, 1]);

        Assert.HasCount(count, Contours.Loops(field, level));
    }

    [TestMethod]
    public void Loops_LevelBelowOrAboveAll_AreTheBorderOrNone()
    {
        var field = ScalarField.Sample(0, 1, 0, 1, 4, 3, (x, y) => x + y);

        Assert.AreEqual(3 * 2, Area(Contours.Loops(field, -1).Single()), 1e-12);
        Assert.IsEmpty(Contours.Loops(field, 3));
    }

    [TestMethod]
    public void Loops_ValuesThatAreNotFinite_CountAsHighOrLow()
    {
        var field = new ScalarField(0, 2, 0, 2, 3, [0, 0, 0, 0, double.NaN, 0, 0, double.PositiveInfinity, double.NegativeInfinity]);
        var loop = Contours.Loops(field, 1).Single();

        Assert.IsTrue(loop.All(node => node.IsFinite));
        Assert.IsGreaterThan(0, Area(loop));
    }

    [TestMethod]
    public void Loops_OfNoise_AllClose()
    {
        var random = new Random(3);
        var field = ScalarField.Sample(0, 1, 0, 1, 30, 20, (_, _) => random.NextDouble());
        var loops = Contours.Loops(field, 0.5);

        // A step never leads farther than across one cell, from the last node back to the first as well.
        foreach (var loop in loops)
            for (var i = 0; i < loop.Count; i++)
                Assert.IsTrue(Math.Abs(loop[i].X - loop[(i + 1) % loop.Count].X) <= 1 && Math.Abs(loop[i].Y - loop[(i + 1) % loop.Count].Y) <= 1);
        Assert.IsGreaterThan(10, loops.Count);
    }

    [TestMethod]
    public void ScalarField_WhatDoesNotFit_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new ScalarField(0, 1, 0, 1, 2, [1, 2, 3]));
        Assert.ThrowsExactly<ArgumentException>(() => new ScalarField(0, 1, 0, 1, 2, [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => new ScalarField(1, 1, 0, 1, 2, [1, 2, 3, 4]));
        Assert.ThrowsExactly<ArgumentException>(() => new ScalarField(0, double.PositiveInfinity, 0, 1, 2, [1, 2, 3, 4]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ScalarField(0, 1, 0, 1, 1, [1, 2]));
    }

    private static double Area(IReadOnlyList<ChartPoint> loop) =>
        Math.Abs(loop.Select((node, i) => node.X * loop[(i + 1) % loop.Count].Y - loop[(i + 1) % loop.Count].X * node.Y).Sum()) / 2;
}
