using ImageClassification.Tests;
using Microsoft.ML.Data;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageFolders;

namespace ImageFolders.Tests;

[TestClass]
public sealed class GeneratedFolderTests
{
    [TestMethod]
    public void Write_Twice_GivesTheSameImagesOfEachClass()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        GeneratedFolder.Write(one.Path, classes: 3, imagesPerClass: 5, seed: 7);
        GeneratedFolder.Write(other.Path, classes: 3, imagesPerClass: 5, seed: 7);
        GeneratedFolder.Write(other.Path, classes: 3, imagesPerClass: 5, seed: 7);

        var images = ImageFolder.Read(one.Path);

        Assert.HasCount(3, images.ClassNames);
        Assert.HasCount(15, images.Files);
        Assert.AreEqual(0, images.Ignored);
        foreach (var file in images.Files)
            CollectionAssert.AreEqual(File.ReadAllBytes(images.FullPath(file)), File.ReadAllBytes(Path.Combine(other.Path, file.ImagePath)));
    }

    [TestMethod]
    public void Write_AnyImage_IsAGreyPng()
    {
        using var folder = new TemporaryFolder();
        GeneratedFolder.Write(folder.Path, classes: 2, imagesPerClass: 1, seed: 1);
        var images = ImageFolder.Read(folder.Path);
        using var image = MLImage.CreateFromFile(images.FullPath(images.Files[0]));

        Assert.AreEqual((28, 28), (image.Width, image.Height));
        var pixels = image.Pixels.ToArray();
        Assert.IsGreaterThan(20, pixels.Where((_, i) => i % 4 == 0).Distinct().Count());
        for (var i = 0; i < pixels.Length; i += 4)
            Assert.AreEqual((pixels[i], pixels[i], (byte)255), (pixels[i + 1], pixels[i + 2], pixels[i + 3]));
    }
}
