using static Microsoft.ML.NonNegative.Tests.Images.Pictures;

namespace Microsoft.ML.NonNegative.Tests.Images;

[TestClass]
public sealed class ImagePreparationTests
{
    [TestMethod]
    [DataRow(ImageResizing.Crop)]
    [DataRow(ImageResizing.Stretch)]
    [DataRow(ImageResizing.Pad)]
    public void Prepare_RightSize_LaysOutTheSamePixels(ImageResizing resizing)
    {
        var pixels = Noise(7, 5);

        var planes = To(3, 5, 7, resizing).Prepared(pixels, 7, 5);

        for (var channel = 0; channel < 3; channel++)
            for (var i = 0; i < 35; i++)
                Assert.AreEqual(pixels[4 * i + channel], planes[35 * channel + i]);
    }

    [TestMethod]
    public void Prepare_OtherOrder_GivesRedGreenBlueAllTheSame()
    {
        var rgba = Noise(9, 6);
        byte[] bgra = [.. rgba.Chunk(4).SelectMany(pixel => (byte[])[pixel[2], pixel[1], pixel[0], 5])];
        foreach (var channels in new[] { 1, 3 })
            CollectionAssert.AreEqual(To(channels, 4, 4).Prepared(rgba, 9, 6), To(channels, 4, 4).Prepared(bgra, 9, 6, PixelOrder.Bgra));
    }

    [TestMethod]
    [DataRow((byte)255, (byte)0, (byte)0, (byte)76)]
    [DataRow((byte)0, (byte)255, (byte)0, (byte)150)]
    [DataRow((byte)0, (byte)0, (byte)255, (byte)29)]
    [DataRow((byte)10, (byte)200, (byte)100, (byte)132)]
    public void Prepare_OneChannel_IsTheGreyOfTheColours(byte red, byte green, byte blue, byte grey)
    {
        var planes = To(1, 2, 2).Prepared(Plain(5, 5, red, green, blue), 5, 5);

        CollectionAssert.AreEqual(new[] { grey, grey, grey, grey }, planes);
    }

    [TestMethod]
    public void Prepare_PlainImages_StayAsTheyAre()
    {
        for (var value = 0; value < 256; value += 5)
            foreach (var (width, height) in new[] { (3, 2), (64, 64), (333, 7), (1, 90), (1000, 1) })
                foreach (var channels in new[] { 1, 3 })
                    Assert.IsTrue(To(channels, 5, 9).Prepared(Plain(width, height, (byte)value, (byte)value, (byte)value), width, height).All(b => b == value), $"{value}, {width} x {height}");
    }

    [TestMethod]
    public void Prepare_HalfTheSize_WeighsByTriangle()
    {
        // Centre 1 of a filter of half-width 2: pixels 0 to 2 at distances 0.5, 0.5, 1.5 weigh 3 : 3 : 1; around centre 3, pixels 1 to 3 weigh 1 : 3 : 3.
        var planes = To(1, 1, 2).Prepared(Grey(70, 0, 140, 210), 4, 1);

        CollectionAssert.AreEqual(new[] { (byte)50, (byte)150 }, planes);
    }

    [TestMethod]
    public void Prepare_DoubleTheSize_MixesNeighbours()
    {
        var planes = To(1, 4, 1).Prepared(Grey(0, 200), 1, 2);

        CollectionAssert.AreEqual(new byte[] { 0, 50, 150, 200 }, planes);
    }

    [TestMethod]
    public void Prepare_CropWithNothingToScale_CutsWholePixels()
    {
        CollectionAssert.AreEqual(new byte[] { 2, 3, 4 }, To(1, 1, 3, ImageResizing.Crop).Prepared(Grey(1, 2, 3, 4, 5), 5, 1));
        CollectionAssert.AreEqual(new byte[] { 2, 3, 4 }, To(1, 3, 1, ImageResizing.Crop).Prepared(Grey(1, 2, 3, 4, 5, 6), 1, 6));
    }

    [TestMethod]
    public void Prepare_Pad_AddsBlackEvenly()
    {
        byte[] pixels = Plain(8, 4, 200, 200, 200);

        var planes = To(1, 4, 4, ImageResizing.Pad).Prepared(pixels, 8, 4);

        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 0, 200, 200, 200, 200, 200, 200, 200, 200, 0, 0, 0, 0 }, planes);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 9, 0, 0 }, To(1, 1, 5, ImageResizing.Pad).Prepared(Grey(9, 9, 9, 9), 1, 4));
        CollectionAssert.AreEqual(new byte[] { 0, 9, 9, 0, 0 }, To(1, 1, 5, ImageResizing.Pad).Prepared(Plain(12, 6, 9, 9, 9), 12, 6));
    }

    [TestMethod]
    [DataRow(37, 23, 8, 8)]
    [DataRow(23, 37, 8, 8)]
    [DataRow(100, 60, 16, 9)]
    [DataRow(5, 4, 13, 17)]
    [DataRow(50, 3, 7, 7)]
    [DataRow(1, 1, 3, 5)]
    [DataRow(64, 20, 16, 16)]
    public void Prepare_AnySize_IsWithinOneOfTheDoublePrecisionReference(int width, int height, int targetWidth, int targetHeight)
    {
        var pixels = Noise(width, height, width);
        foreach (var resizing in Enum.GetValues<ImageResizing>())
        {
            var planes = To(3, targetHeight, targetWidth, resizing).Prepared(pixels, width, height);
            var expected = Expected(pixels, width, height, targetWidth, targetHeight, resizing);
            for (var i = 0; i < planes.Length; i++)
                Assert.AreEqual(expected[i], planes[i], 1.001, $"{resizing}, {i}");
        }
    }

    [TestMethod]
    public void Prepare_LongestSides_NeedNoMoreMemoryThanTheResult()
    {
        // Rows resized before columns would have 64 * 200,000 pixels in between, 51 MB.
        var pixels = Plain(1, 200_000, 1, 2, 3);
        var preparation = To(3, 64, 64);
        preparation.Prepared(pixels, 1, 200_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var planes = preparation.Prepared(pixels, 1, 200_000);

        Assert.IsLessThan(8_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
        CollectionAssert.AreEqual(To(3, 64, 64).Prepared(Plain(200_000, 1, 1, 2, 3), 200_000, 1), planes);
    }

    [TestMethod]
    public void Prepare_FromManyThreads_GivesTheSame()
    {
        var preparation = To(3, 31, 33, ImageResizing.Crop);
        var expected = Enumerable.Range(0, 8).Select(seed => preparation.Prepared(Noise(90, 70, seed), 90, 70)).ToArray();

        Parallel.For(0, 200, i => CollectionAssert.AreEqual(expected[i % 8], preparation.Prepared(Noise(90, 70, i % 8), 90, 70)));
    }

    [TestMethod]
    public void Prepare_SizesThatDisagree_AreRefused()
    {
        string Message(ImageShape shape, int bytes, int width, int height, int room) => Assert.ThrowsExactly<ArgumentException>(
            () => new ImagePreparation(shape, ImageResizing.Crop, 10).Prepare(new byte[bytes], width, height, PixelOrder.Rgba, new byte[room])).Message;
        var shape = new ImageShape(3, 2, 2);

        Assert.AreEqual("An image of 3 x 4 pixels has 48 bytes, but got 47.", Message(shape, 47, 3, 4, 12));
        Assert.AreEqual("An image of 65536 x 65536 pixels has 17179869184 bytes, but got 0.", Message(shape, 0, 65536, 65536, 12));
        Assert.AreEqual("An image has at least 1 x 1 pixels, but this one has 0 x 4.", Message(shape, 0, 0, 4, 12));
        Assert.AreEqual("An image has at least 1 x 1 pixels, but this one has -1 x -1.", Message(shape, 4, -1, -1, 12));
        Assert.AreEqual("A prepared image of shape 3x2x2 has 12 bytes, but there is room for 13.", Message(shape, 4, 1, 1, 13));
        Assert.AreEqual("Images become 1 channel (grey) or 3 (red, green, blue) of at least 1x1 pixels, but the shape is 2x2x2.", Message(new ImageShape(2, 2, 2), 4, 1, 1, 8));
        Assert.AreEqual("Images become 1 channel (grey) or 3 (red, green, blue) of at least 1x1 pixels, but the shape is 1x0x2.", Message(new ImageShape(1, 0, 2), 4, 1, 1, 0));
        Assert.ThrowsExactly<ArgumentException>(() => To(3, 2, 2, (ImageResizing)9).Prepared(new byte[4], 1, 1));
    }

    // One scale for both sides, but for Stretch; centred.
    private static double[] Expected(byte[] pixels, int width, int height, int targetWidth, int targetHeight, ImageResizing resizing)
    {
        var (scaleX, scaleY) = ((double)width / targetWidth, (double)height / targetHeight);
        var (filledX, filledY, startX, startY) = (targetWidth, targetHeight, 0.0, 0.0);
        if (resizing == ImageResizing.Crop)
        {
            scaleX = scaleY = Math.Min(scaleX, scaleY);
            (startX, startY) = ((width - scaleX * targetWidth) / 2, (height - scaleX * targetHeight) / 2);
        }
        if (resizing == ImageResizing.Pad)
        {
            var scale = Math.Max(scaleX, scaleY);
            (filledX, filledY) = (Filled(width, scale), Filled(height, scale));
            (scaleX, scaleY) = ((double)width / filledX, (double)height / filledY);
        }
        var (left, top) = ((targetWidth - filledX) / 2, (targetHeight - filledY) / 2);
        var expected = new double[3 * targetHeight * targetWidth];
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < filledY; y++)
                for (var x = 0; x < filledX; x++)
                    expected[(channel * targetHeight + top + y) * targetWidth + left + x] = ReferenceResizer.At(pixels, width, height, channel, (startX, scaleX, x), (startY, scaleY, y));
        return expected;
    }

    private static int Filled(int source, double scale) => (int)Math.Max(1, Math.Round(source / scale, MidpointRounding.AwayFromZero));
}
