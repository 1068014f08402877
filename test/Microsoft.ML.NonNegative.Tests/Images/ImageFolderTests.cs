using ImageClassification.Tests;

namespace Microsoft.ML.NonNegative.Tests.Images;

[TestClass]
public sealed class ImageFolderTests
{
    [TestMethod]
    public void Read_FoldersOfImages_GivesThemInOrdinalOrder()
    {
        using var folder = Folder("b/2.JPG", "b/10.png", "b/inner/1.webp", "a b [c]/x.jpeg", "a b [c]/y.gif", "Z/ü.bmp");

        var images = ImageFolder.Read(folder.Path);

        Assert.AreEqual("Z/ü.bmp a b [c]/x.jpeg a b [c]/y.gif b/10.png b/2.JPG b/inner/1.webp", string.Join(' ', images.Files.Select(file => file.ImagePath)));
        Assert.AreEqual("Z|a b [c]|a b [c]|b|b|b", string.Join('|', images.Files.Select(file => file.Label)));
        Assert.AreEqual("Z|a b [c]|b", string.Join('|', images.ClassNames));
        Assert.AreEqual(0, images.Ignored);
        Assert.IsTrue(images.Files.All(file => File.Exists(images.FullPath(file))));
    }

    [TestMethod]
    public void Read_OtherFiles_AreCounted()
    {
        using var folder = Folder("LICENSE.txt", "loose.jpg", "a/1.jpg", "a/notes.md", "b/1.jpg", "b/thumbs.db");

        var images = ImageFolder.Read(folder.Path + Path.DirectorySeparatorChar);

        Assert.HasCount(2, images.Files);
        Assert.AreEqual(4, images.Ignored);
    }

    [TestMethod]
    public void Read_OneWrappingFolder_LooksThroughIt()
    {
        using var folder = Folder("README.txt", "flower_photos/LICENSE.txt", "flower_photos/roses/1.jpg", "flower_photos/tulips/1.jpg");

        var images = ImageFolder.Read(folder.Path);

        Assert.AreEqual(Path.Combine(folder.Path, "flower_photos"), images.Root);
        Assert.AreEqual("roses tulips", string.Join(' ', images.ClassNames));
        Assert.AreEqual(2, images.Ignored);
    }

    [TestMethod]
    public void Read_TwoWrappingFolders_SaysThatThereIsOneClass()
    {
        using var folder = Folder("outer/inner/a/1.jpg", "outer/inner/b/1.jpg");

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ImageFolder.Read(folder.Path)).Message, "has images of one class only, 'outer' (2)");
    }

    [TestMethod]
    public void Read_NestedFoldersBesideImages_StaysAtTheOuterClass()
    {
        using var folder = Folder("a/1.jpg", "a/x/2.jpg", "b/y/1.jpg");

        Assert.AreEqual("a b", string.Join(' ', ImageFolder.Read(folder.Path).ClassNames));
    }

    [TestMethod]
    public void Read_Zip_SaysHowToUnpackIt()
    {
        using var folder = Folder("photos.zip", "photos.tar");

        var zip = Assert.ThrowsExactly<InvalidDataException>(() => ImageFolder.Read(Path.Combine(folder.Path, "photos.zip")));
        var file = Assert.ThrowsExactly<InvalidDataException>(() => ImageFolder.Read(Path.Combine(folder.Path, "photos.tar")));

        StringAssert.Contains(zip.Message, "photos.zip is a zip file, which is not read as it is. Unpack it");
        StringAssert.Contains(file.Message, "photos.tar is a file. Name a folder");
    }

    [TestMethod]
    public void Read_NothingToTrainOn_SaysWhatIsMissing()
    {
        using var empty = Folder("notes.txt");
        using var single = Folder("roses/1.jpg");

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ImageFolder.Read(empty.Path)).Message, "has no folders with images in them (jpg, jpeg, png, bmp, gif, webp); other files: 1. Put");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ImageFolder.Read(single.Path)).Message, "one class only, 'roses' (1)");
        StringAssert.Contains(Assert.ThrowsExactly<DirectoryNotFoundException>(() => ImageFolder.Read(Path.Combine(empty.Path, "nowhere"))).Message, "There is no folder");
    }

    [TestMethod]
    public void Read_NoPath_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => ImageFolder.Read(""));
        Assert.ThrowsExactly<ArgumentNullException>(() => ImageFolder.Read(null!));
    }

    [TestMethod]
    public void Read_HiddenFiles_ArePassedOver()
    {
        using var folder = Folder("a/1.jpg", "b/1.jpg");
        foreach (var hidden in new[] { "a/.1.jpg", ".thumbnails/1.jpg" }.Select(name => Path.Combine(folder.Path, name)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(hidden)!);
            File.WriteAllText(hidden, "");
            File.SetAttributes(hidden, File.GetAttributes(hidden) | FileAttributes.Hidden);
        }
        if (OperatingSystem.IsWindows())
            File.SetAttributes(Path.Combine(folder.Path, ".thumbnails"), FileAttributes.Hidden | FileAttributes.Directory);

        var images = ImageFolder.Read(folder.Path);

        Assert.AreEqual("a/1.jpg b/1.jpg", string.Join(' ', images.Files.Select(file => file.ImagePath)));
        Assert.AreEqual(0, images.Ignored);
    }

    [TestMethod]
    public void Read_LinkToTheFolderItself_ComesToAnEnd()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("Links need rights on Windows.");
        using var folder = Folder("a/1.jpg", "b/1.jpg");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "a", "again"), Path.Combine(folder.Path, "a"));

        var images = ImageFolder.Read(folder.Path);

        Assert.AreEqual("a b", string.Join(' ', images.ClassNames));
        Assert.IsLessThan(100, images.Files.Count);
    }

    [TestMethod]
    public void FullPath_FullPath_StaysAsItIs()
    {
        using var folder = Folder("a/1.jpg", "b/1.jpg");
        var other = Path.Combine(Path.GetTempPath(), "other.jpg");

        Assert.AreEqual(other, ImageFolder.Read(folder.Path).FullPath(new ImageFile { ImagePath = other }));
    }

    [TestMethod]
    public void IsImage_Names_GoesByTheirEnds()
    {
        foreach (var name in new[] { "1.jpg", "a b/c.JPEG", "x.png", "x.y.Bmp", "x.gif", "x.webp" })
            Assert.IsTrue(ImageFolder.IsImage(name), name);
        foreach (var name in new[] { "", "jpg", "x.jpg.txt", "x.tif", "x.jpg/", "x" })
            Assert.IsFalse(ImageFolder.IsImage(name), name);
    }

    [TestMethod]
    public void FindImages_Folder_GivesThoseAtAnyDepthInOrdinalOrder()
    {
        using var folder = Folder("b.png", "a/2.jpg", "a/10.jpg", "notes.txt", "Z.gif");

        CollectionAssert.AreEqual(new[] { "Z.gif", "a/10.jpg", "a/2.jpg", "b.png" }.Select(name => Path.Combine(folder.Path, name)).ToList(), ImageFolder.FindImages(folder.Path).ToList());
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => ImageFolder.FindImages(Path.Combine(folder.Path, "nowhere")));
        Assert.ThrowsExactly<ArgumentException>(() => ImageFolder.FindImages(""));
    }

    private static TemporaryFolder Folder(params string[] files)
    {
        var folder = new TemporaryFolder();
        foreach (var file in files.Select(file => Path.Combine(folder.Path, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }
        return folder;
    }
}
