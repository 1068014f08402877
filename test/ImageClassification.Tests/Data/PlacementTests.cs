using NonNegML.Samples.ImageClassification;

namespace ImageClassification.Tests.Data;

[TestClass]
public sealed class PlacementTests
{
    [TestMethod]
    public void Random_NoFreedom_OnlyMovesToTheCentre()
    {
        Placement placement = Placement.Random(new SmallRandom(1, 0), x: 14, y: 3, move: 0, turn: 0, scale: 0);

        Assert.AreEqual((15.0, 5.0), placement.Apply((1, 2)));
    }

    [TestMethod]
    public void Random_TurnOnly_KeepsLengthsAndRightAngles()
    {
        var random = new SmallRandom(1, 0);
        for (int i = 0; i < 100; i++)
        {
            Placement p = Placement.Random(random, x: 0, y: 0, move: 0, turn: .5, scale: 0);

            Assert.AreEqual(1, (p.Xx * p.Xx) + (p.Xy * p.Xy), 1e-12);
            Assert.AreEqual(1, (p.Yx * p.Yx) + (p.Yy * p.Yy), 1e-12);
            Assert.AreEqual(0, (p.Xx * p.Yx) + (p.Xy * p.Yy), 1e-12);
            Assert.IsLessThanOrEqualTo(2 * Math.Atan(.25), Math.Abs(Math.Asin(p.Xy)));
        }
    }

    [TestMethod]
    public void Random_MoveAndScaleOnly_StaysInItsRanges()
    {
        var random = new SmallRandom(1, 0);
        for (int i = 0; i < 100; i++)
        {
            Placement p = Placement.Random(random, x: 10, y: 20, move: 2, turn: 0, scale: .1);

            Assert.IsLessThanOrEqualTo(2, Math.Abs(p.CenterX - 10));
            Assert.IsLessThanOrEqualTo(2, Math.Abs(p.CenterY - 20));
            Assert.AreEqual(1, p.Xx, .1);
            Assert.AreEqual(1, p.Yy, .1);
        }
    }
}
