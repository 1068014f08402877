using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

/// <summary>Whatever kind of PNG it is: four bytes a pixel come out, colours multiplied by alpha.</summary>
[TestClass]
public class PngDecodingTests
{
    [TestMethod]
    public void Rgb_IsOpaque()
    {
        using var image = ImageAssert.Decode(PngFile.Create(2, 2, PngFile.Rgb, 8, [0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 250, 251, 252]));
        image.HasSize(2, 2);
        image.HasPixel(0, 0, [1, 2, 3, 255]);
        image.HasPixel(1, 0, [4, 5, 6, 255]);
        image.HasPixel(1, 1, [250, 251, 252, 255]);
        CollectionAssert.AreEqual(new byte[] { 3, 2, 1, 6, 5, 4, 9, 8, 7, 252, 251, 250 }, image.GetBGRPixels);
    }

    [TestMethod]
    public void Rgba_IsMultipliedByAlpha()
    {
        using var image = ImageAssert.Decode(PngFile.Create(3, 1, PngFile.Rgba, 8, [0, 200, 100, 50, 128, 200, 100, 50, 0, 200, 100, 50, 255]));
        image.HasPixel(0, 0, [100, 50, 25, 128]);
        image.HasPixel(1, 0, [0, 0, 0, 0]);
        image.HasPixel(2, 0, [200, 100, 50, 255]);
    }

    [TestMethod]
    public void SixteenBits_TheUpperEightCount()
    {
        using var image = ImageAssert.Decode(PngFile.Create(1, 1, PngFile.Rgba, 16, [0, 200, 7, 100, 240, 50, 9, 255, 255]));
        image.HasPixel(0, 0, [200, 100, 50, 255]);
    }

    [TestMethod]
    [DataRow((byte)1, new byte[] { 0, 0b01_000000 }, (byte)0, (byte)255)]
    [DataRow((byte)2, new byte[] { 0, 0b01_10_0000 }, (byte)85, (byte)170)]
    [DataRow((byte)4, new byte[] { 0, 0x3C }, (byte)51, (byte)204)]
    [DataRow((byte)8, new byte[] { 0, 40, 200 }, (byte)40, (byte)200)]
    [DataRow((byte)16, new byte[] { 0, 40, 1, 200, 1 }, (byte)40, (byte)200)]
    public void Gray_GivesEqualColours(byte depth, byte[] rows, byte left, byte right)
    {
        using var image = ImageAssert.Decode(PngFile.Create(2, 1, PngFile.Gray, depth, rows));
        image.HasSize(2, 1);
        image.HasPixel(0, 0, [left, left, left, 255]);
        image.HasPixel(1, 0, [right, right, right, 255]);
    }

    [TestMethod]
    public void GrayAlpha_IsMultipliedByAlpha()
    {
        using var image = ImageAssert.Decode(PngFile.Create(1, 1, PngFile.GrayAlpha, 8, [0, 200, 51]));
        image.HasPixel(0, 0, [40, 40, 40, 51]);
    }

    [TestMethod]
    public void Palette_GivesItsColours()
    {
        using var image = ImageAssert.Decode(PngFile.Create(3, 1, PngFile.Palette, 2, [0, 0b00_01_10_00], palette: [1, 2, 3, 100, 150, 200, 7, 8, 9], transparency: [255, 51]));
        image.HasPixel(0, 0, [1, 2, 3, 255]);
        image.HasPixel(1, 0, [20, 30, 40, 51]);
        image.HasPixel(2, 0, [7, 8, 9, 255]);
    }

    [TestMethod]
    public void TransparentColour_IsTransparent()
    {
        using var image = ImageAssert.Decode(PngFile.Create(2, 1, PngFile.Rgb, 8, [0, 9, 8, 7, 1, 2, 3], transparency: [0, 9, 0, 8, 0, 7]));
        image.HasPixel(0, 0, [0, 0, 0, 0]);
        image.HasPixel(1, 0, [1, 2, 3, 255]);
    }

    [TestMethod]
    public void Interlaced_IsPutInOrder()
    {
        using var image = ImageAssert.Decode(PngFile.Create(2, 2, PngFile.Gray, 8, [0, 10, 0, 20, 0, 30, 40], interlaced: true));
        image.HasPixel(0, 0, [10, 10, 10, 255]);
        image.HasPixel(1, 0, [20, 20, 20, 255]);
        image.HasPixel(0, 1, [30, 30, 30, 255]);
        image.HasPixel(1, 1, [40, 40, 40, 255]);
    }
}
