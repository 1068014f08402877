using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

[TestClass]
public class ImageSavingTests
{
    [TestMethod]
    [DataRow(MLPixelFormat.Bgra32, "a.png")]
    [DataRow(MLPixelFormat.Rgba32, "a.PNG")]
    public void Save_Png_KeepsEveryPixel(MLPixelFormat format, string name)
    {
        using var folder = new ImageFolder();
        using var image = MLImage.CreateFromPixels(17, 9, format, ImageAssert.GradientPixels(17, 9));
        image.Save(folder.PathOf(name));
        using var back = MLImage.CreateFromFile(folder.PathOf(name));
        back.HasSize(17, 9);
        CollectionAssert.AreEqual(image.GetBGRPixels, back.GetBGRPixels);
    }

    [TestMethod]
    public void Save_PngWithAlpha_KeepsIt()
    {
        using var folder = new ImageFolder();
        using var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [20, 40, 60, 128, 0, 0, 0, 0]);
        image.Save(folder.PathOf("a.png"));
        using var back = MLImage.CreateFromFile(folder.PathOf("a.png"));
        back.HasPixel(0, 0, [20, 40, 60, 128], tolerance: 1);
        back.HasPixel(1, 0, [0, 0, 0, 0]);
    }

    [TestMethod]
    [DataRow(MLPixelFormat.Bgra32, "a.jpg")]
    [DataRow(MLPixelFormat.Rgba32, "a.jpeg")]
    public void Save_Jpeg_KeepsFlatColours(MLPixelFormat format, string name)
    {
        using var folder = new ImageFolder();
        byte[] colour = [180, 90, 30, 255];
        using var image = MLImage.CreateFromPixels(16, 16, format, Enumerable.Repeat(colour, 256).SelectMany(c => c).ToArray());
        image.Save(folder.PathOf(name));
        using var back = MLImage.CreateFromFile(folder.PathOf(name));
        back.HasSize(16, 16);
        back.HasPixel(7, 7, image.Rgba(7, 7), tolerance: 2);
    }

    [TestMethod]
    public void Save_ExtensionThatIsNone_Throws()
    {
        using var folder = new ImageFolder();
        using var image = ImageAssert.Gradient(2, 2);
        foreach (var name in new[] { "a.txt", "a", "png" })
            Assert.AreEqual("imagePath", Assert.ThrowsExactly<ArgumentException>(() => image.Save(folder.PathOf(name))).ParamName);
        Assert.ThrowsExactly<ArgumentNullException>(() => image.Save(null!));
    }

    [TestMethod]
    public void Save_FormatThatCannotBeWritten_ThrowsAndWritesNothing()
    {
        using var folder = new ImageFolder();
        using var image = ImageAssert.Gradient(2, 2);
        foreach (var name in new[] { "a.gif", "a.bmp", "a.ico" })
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => image.Save(folder.PathOf(name))).Message, Path.GetExtension(name));
        Assert.IsEmpty(Directory.GetFiles(folder.FullName));
    }

    [TestMethod]
    public void Save_FolderThatIsNotThere_Throws()
    {
        using var folder = new ImageFolder();
        using var image = ImageAssert.Gradient(2, 2);
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => image.Save(folder.PathOf("missing/a.png")));
    }
}
