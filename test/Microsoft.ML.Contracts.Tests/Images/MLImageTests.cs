using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

[TestClass]
public class MLImageTests
{
    // Two pixels: half transparent, and opaque.
    private static readonly byte[] TwoPixels = [10, 20, 30, 128, 40, 50, 60, 255];

    [TestMethod]
    [DataRow(MLPixelFormat.Bgra32)]
    [DataRow(MLPixelFormat.Rgba32)]
    public void CreateFromPixels_KeepsFormatAndBytes(MLPixelFormat format)
    {
        var given = (byte[])TwoPixels.Clone();
        using var image = MLImage.CreateFromPixels(2, 1, format, given);
        given[0] = 99;
        image.HasSize(2, 1);
        Assert.AreEqual(format, image.PixelFormat);
        CollectionAssert.AreEqual(TwoPixels, image.Pixels.ToArray(), "the pixels are copied");
        Assert.IsNull(image.Tag);
    }

    [TestMethod]
    public void CreateFromPixels_WrongArguments_AreRefused()
    {
        Assert.AreEqual("pixelFormat", Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromPixels(2, 1, MLPixelFormat.Unknown, TwoPixels)).ParamName);
        Assert.AreEqual("width", Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromPixels(0, 1, MLPixelFormat.Bgra32, TwoPixels)).ParamName);
        Assert.AreEqual("height", Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromPixels(2, -1, MLPixelFormat.Bgra32, TwoPixels)).ParamName);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, TwoPixels)).Message, "imagePixelData");
    }

    [TestMethod]
    public void Create_Null_Throws()
    {
        Assert.AreEqual("imageStream", Assert.ThrowsExactly<ArgumentNullException>(() => MLImage.CreateFromStream(null!)).ParamName);
        Assert.AreEqual("imagePath", Assert.ThrowsExactly<ArgumentNullException>(() => MLImage.CreateFromFile(null!)).ParamName);
    }

    [TestMethod]
    public void CreateFromStream_NoImage_Throws()
    {
        foreach (var file in new byte[][] { [], [1, 2, 3], new byte[4096], "GIF89a"u8.ToArray(), [0xFF, 0xD8, 0xFF], [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10] })
            Assert.AreEqual("imageStream", Assert.ThrowsExactly<ArgumentException>(() => ImageAssert.Decode(file)).ParamName);
    }

    [TestMethod]
    public void CreateFromFile_ReadsTheFile()
    {
        using var folder = new ImageFolder();
        using var image = MLImage.CreateFromFile(folder.Add("a.png", 5, 3));
        image.HasSize(5, 3);
    }

    [TestMethod]
    public void CreateFromFile_NoSuchFileOrNoImage_Throws()
    {
        using var folder = new ImageFolder();
        Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromFile(folder.PathOf("missing.png")));
        Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromFile(folder.Add("text.png", "no image"u8.ToArray())));
    }

    [TestMethod]
    public void GetBGRPixels_GivesThreeBytesAPixelWithoutAlpha()
    {
        using var bgra = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, TwoPixels);
        using var rgba = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, TwoPixels);
        CollectionAssert.AreEqual(new byte[] { 20, 40, 60, 40, 50, 60 }, bgra.GetBGRPixels, "alpha is divided out");
        CollectionAssert.AreEqual(new byte[] { 60, 40, 20, 60, 50, 40 }, rgba.GetBGRPixels);
    }

    [TestMethod]
    public void Dispose_UsedAfterwards_Throws()
    {
        var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, TwoPixels);
        image.Tag = "tag";
        Assert.AreEqual("tag", image.Tag);
        image.Dispose();
        image.Dispose();
        foreach (var use in new Action[]
                 {
                     () => _ = image.Width, () => _ = image.Height, () => _ = image.PixelFormat, () => _ = image.BitsPerPixel, () => _ = image.Tag,
                     () => image.Tag = "", () => _ = image.GetBGRPixels, () => _ = image.Pixels.Length, () => image.Save("a.png"),
                 })
            StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(use).Message, "disposed");
    }
}
