namespace Microsoft.ML.NonNegative.Tests.Augmentation;

[TestClass]
public sealed class ImageGeometryTests
{
    private static readonly ImageShape Shape = new(2, 3, 4);

    [TestMethod]
    public void Rotate_ByNothing_ChangesNothing()
    {
        var image = Numbers(24);

        ImageGeometry.Rotate(image, Shape, 0);

        CollectionAssert.AreEqual(Numbers(24), image);
    }

    [TestMethod]
    public void Rotate_AQuarter_TurnsTheRightSideUp()
    {
        float[] image = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f];

        ImageGeometry.Rotate(image, new ImageShape(1, 3, 3), 90);

        AssertNear([0.3f, 0.6f, 0.9f, 0.2f, 0.5f, 0.8f, 0.1f, 0.4f, 0.7f], image);
    }

    [TestMethod]
    public void Rotate_AHalf_ReversesEveryChannel()
    {
        var image = Numbers(24);

        ImageGeometry.Rotate(image, Shape, 180);

        AssertNear([.. Numbers(24)[..12].Reverse(), .. Numbers(24)[12..].Reverse()], image);
    }

    [TestMethod]
    public void Rotate_AnEighth_MixesFourNeighboursAndBringsBlackIn()
    {
        float[] image = [1, 1, 1, 1];

        ImageGeometry.Rotate(image, new ImageShape(1, 2, 2), 45);

        // The corners (+-1/2, +-1/2) come from (0, +-sqrt 1/2) and (+-sqrt 1/2, 0): in 1 - (sqrt 1/2 - 1/2) of the image.
        AssertNear([.. Enumerable.Repeat((float)(1.5 - Math.Sqrt(0.5)), 4)], image);
    }

    [TestMethod]
    public void Rotate_ThereAndBack_LeavesASmoothImagesMiddle()
    {
        var shape = new ImageShape(1, 41, 41);
        var smooth = Enumerable.Range(0, 41 * 41).Select(i => (float)(0.5 + 0.4 * Math.Sin(i % 41 * 0.1) * Math.Cos(i / 41 * 0.08))).ToArray();
        float[] image = [.. smooth];

        ImageGeometry.Rotate(image, shape, 23);
        Assert.IsGreaterThan(0.01f, Math.Abs(image[10 * 41 + 12] - smooth[10 * 41 + 12]));
        ImageGeometry.Rotate(image, shape, -23);

        for (var y = 14; y < 27; y++)
            for (var x = 14; x < 27; x++)
                Assert.AreEqual(smooth[y * 41 + x], image[y * 41 + x], 5e-3f);
    }

    [TestMethod]
    public void Shift_EveryDistance_IsTheWindowOfThePaddedImage()
    {
        for (var down = -5; down <= 5; down++)
            for (var right = -6; right <= 6; right++)
            {
                var (image, before) = (Numbers(24), Numbers(24));
                ImageGeometry.Shift(image, Shape, down, right);

                for (var channel = 0; channel < 2; channel++)
                    for (var y = 0; y < 3; y++)
                        for (var x = 0; x < 4; x++)
                        {
                            var isWithin = y + down is >= 0 and < 3 && x + right is >= 0 and < 4;
                            Assert.AreEqual(isWithin ? before[channel * 12 + (y + down) * 4 + x + right] : 0, image[channel * 12 + y * 4 + x], $"{down}, {right}: {channel}, {y}, {x}");
                        }
            }
    }

    [TestMethod]
    [DataRow(int.MaxValue)]
    [DataRow(int.MinValue)]
    public void Shift_Farthest_LeavesBlack(int distance)
    {
        var image = Numbers(24);

        ImageGeometry.Shift(image, Shape, 0, distance);

        CollectionAssert.AreEqual(new float[24], image);
    }

    [TestMethod]
    public void Mirror_Once_ReversesRows_TwiceNothing()
    {
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

        ImageGeometry.Mirror(image, new ImageShape(2, 2, 3));
        CollectionAssert.AreEqual(new float[] { 3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10 }, image);
        ImageGeometry.Mirror(image, new ImageShape(2, 2, 3));
        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, image);
    }

    [TestMethod]
    [DataRow(1, 1, 1, 1, 1, 2, 2)]
    [DataRow(1, 2, 2, 0, 1, 2, 3)]
    [DataRow(1, 2, 3, 0, 1, 3, 4)]
    [DataRow(0, 0, 3, 0, 0, 2, 2)]
    [DataRow(2, 3, 2, 1, 2, 3, 4)]
    [DataRow(2, 0, int.MaxValue, 0, 0, 3, 4)]
    public void CutOut_AnyPlace_BlacksTheSquareWithinTheImage(int row, int column, int size, int top, int left, int bottom, int right)
    {
        var image = Numbers(24);

        ImageGeometry.CutOut(image, Shape, row, column, size);

        for (var channel = 0; channel < 2; channel++)
            for (var y = 0; y < 3; y++)
                for (var x = 0; x < 4; x++)
                {
                    var isBlack = y >= top && y < bottom && x >= left && x < right;
                    Assert.AreEqual(isBlack ? 0 : Numbers(24)[channel * 12 + y * 4 + x], image[channel * 12 + y * 4 + x], $"{channel}, {y}, {x}");
                }
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => i / 32f)];

    private static void AssertNear(float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6f, $"{i}");
    }
}
