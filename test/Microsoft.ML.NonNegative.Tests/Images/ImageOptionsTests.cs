namespace Microsoft.ML.NonNegative.Tests.Images;

[TestClass]
public sealed class ImageOptionsTests
{
    [TestMethod]
    public void Constructor_Always_GivesTheDocumentedDefaults()
    {
        var options = new ImageOptions();

        Assert.AreEqual(ImageResizing.Crop, options.Resizing);
        Assert.AreEqual(50_000_000, options.MaxPixels);
        Assert.AreEqual(0.2, options.MaxUnreadableShare);
        Assert.IsEmpty(options.Faults().ToArray());
    }

    [TestMethod]
    public void Faults_EverythingOutOfRange_AreAllListed() => CollectionAssert.AreEqual(
        new[] { "Resizing is 7, which is no way to resize", "MaxPixels must be at least 1, but is 0", "MaxUnreadableShare must be from 0 to 1, but is 1.5" },
        new ImageOptions { Resizing = (ImageResizing)7, MaxPixels = 0, MaxUnreadableShare = 1.5 }.Faults().ToArray());

    [TestMethod]
    [DataRow(double.NaN, "NaN")]
    [DataRow(-0.1, "-0.1")]
    public void Faults_NoShare_IsListed(double share, string shown) =>
        Assert.AreEqual("MaxUnreadableShare must be from 0 to 1, but is " + shown, new ImageOptions { MaxUnreadableShare = share }.Faults().Single());

    [TestMethod]
    public void Faults_EndsOfTheRanges_AreAllowed()
    {
        Assert.IsEmpty(new ImageOptions { Resizing = ImageResizing.Pad, MaxPixels = 1, MaxUnreadableShare = 0 }.Faults().ToArray());
        Assert.IsEmpty(new ImageOptions { Resizing = ImageResizing.Stretch, MaxPixels = long.MaxValue, MaxUnreadableShare = 1 }.Faults().ToArray());
    }

    [TestMethod]
    public void Copy_ChangedAfterwards_LeavesTheOriginal()
    {
        var options = new ImageOptions { MaxPixels = 5 };
        var copy = options.Copy();
        copy.MaxPixels = 6;

        Assert.AreEqual(5, options.MaxPixels);
    }
}
