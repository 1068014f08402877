using NonNegML.Samples.ImageClassification;

namespace ImageClassification.Tests.Data;

[TestClass]
public sealed class LabeledImagesTests
{
    private static readonly string[] TwoClasses = ["no", "yes"];

    [TestMethod]
    public void Constructor_Bytes_GivesPixelsFromZeroToOne()
    {
        LabeledImages images = Three();

        Assert.AreEqual(3, images.Count);
        Assert.AreEqual(2, images.PixelsPerImage);
        CollectionAssert.AreEqual(new[] { 0f, 1f, 51 / 255f, 102 / 255f, 1 / 255f, 254 / 255f }, images.Pixels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 0, 1, 1 }, images.Labels.ToArray());
        CollectionAssert.AreEqual(TwoClasses, images.ClassNames.ToArray());
    }

    [TestMethod]
    public void Constructor_ArraysChangedLater_KeepsItsOwn()
    {
        byte[] pixels = [0, 255], labels = [1];
        string[] names = [.. TwoClasses];
        var images = new LabeledImages("one", pixels, labels, names, height: 1, width: 2);
        (pixels[0], labels[0], names[0]) = (255, 0, "changed");

        Assert.AreEqual(0f, images.Pixels.Span[0]);
        Assert.AreEqual(1, images.Labels[0]);
        Assert.AreEqual("no", images.ClassNames[0]);
    }

    [TestMethod]
    public void Constructor_PixelsAndLabelsOfDifferentCounts_SaysBoth()
    {
        var e = Assert.ThrowsExactly<ArgumentException>(() => new LabeledImages("odd", new byte[5], new byte[3], TwoClasses, 1, 2));

        StringAssert.Contains(e.Message, "odd: 5 pixels, but 3 labels of 1x2 images need 6");
    }

    [TestMethod]
    public void Constructor_LabelWithoutName_SaysWhich()
    {
        var e = Assert.ThrowsExactly<ArgumentException>(() => new LabeledImages("odd", new byte[2], [2], TwoClasses, 1, 2));

        StringAssert.Contains(e.Message, "label 2, but only 2 class names");
    }

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(1, -1)]
    public void Constructor_SizeNotPositive_Throws(int height, int width) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new LabeledImages("odd", [], [], TwoClasses, height, width));

    [TestMethod]
    public void Image_Index_GivesItsPixels() =>
        CollectionAssert.AreEqual(new[] { 51 / 255f, 102 / 255f }, Three().Image(1).ToArray());

    [TestMethod]
    [DataRow(-1)]
    [DataRow(3)]
    public void Image_NoSuchIndex_Throws(int index) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Three().Image(index));

    [TestMethod]
    public void Take_FewerThanThere_GivesTheFirst()
    {
        LabeledImages two = Three().Take(2);

        Assert.AreEqual(2, two.Count);
        Assert.AreEqual("three", two.Name);
        Assert.AreEqual(4, two.Pixels.Length);
        Assert.AreEqual(51 / 255f, two.Image(1).Span[0]);
        CollectionAssert.AreEqual(TwoClasses, two.ClassNames.ToArray());
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(3)]
    [DataRow(int.MaxValue)]
    public void Take_NoLimitOrAtLeastAll_GivesAll(int? limit) => Assert.AreEqual(3, Three().Take(limit).Count);

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    public void Take_LimitNotPositive_Throws(int limit) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Three().Take(limit));

    private static LabeledImages Three() => new("three", [0, 255, 51, 102, 1, 254], [0, 1, 1], TwoClasses, height: 1, width: 2);
}
