using NonNegML.Samples.ImageClassification;

namespace ImageClassification.Tests.Data;

[TestClass]
public sealed class CanvasTests
{
    [TestMethod]
    public void Stroke_AlongARow_LightsThatRowOnly()
    {
        var canvas = new Canvas(5);

        canvas.Stroke((.5, 2.5), (4.5, 2.5), radius: .5, light: 1);

        CollectionAssert.AreEqual(
            new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, Pixels(canvas, 5));
    }

    [TestMethod]
    public void Stroke_OverAnother_TheBrighterShows()
    {
        var canvas = new Canvas(1);

        canvas.Stroke((.5, .5), (.5, .5), radius: 1, light: .8);
        canvas.Stroke((.5, .5), (.5, .5), radius: 1, light: .4);

        CollectionAssert.AreEqual(new byte[] { 204 }, Pixels(canvas, 1));
    }

    [TestMethod]
    public void Stroke_OutsideThePicture_IsCutOff()
    {
        var canvas = new Canvas(2);

        canvas.Stroke((-9, -9), (-5, 20), radius: 1, light: 1);
        canvas.Stroke((9, 9), (12, -3), radius: 1, light: 1);

        CollectionAssert.AreEqual(new byte[4], Pixels(canvas, 2));
    }

    [TestMethod]
    public void Write_Noise_StaysBetweenBlackAndWhiteAndAveragesOut()
    {
        var canvas = new Canvas(50);
        canvas.Stroke((0, 25), (50, 25), radius: 60, light: .5);
        byte[] pixels = new byte[2500];

        canvas.Write(pixels, new SmallRandom(1, 0), noise: .1);

        Assert.AreEqual(127.5, pixels.Average(pixel => (double)pixel), 2);
        Assert.IsGreaterThan(50, pixels.Distinct().Count());
    }

    private static byte[] Pixels(Canvas canvas, int size)
    {
        byte[] pixels = new byte[size * size];
        canvas.Write(pixels, new SmallRandom(1, 0), noise: 0);
        return pixels;
    }
}
