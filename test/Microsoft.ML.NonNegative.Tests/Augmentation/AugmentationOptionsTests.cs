namespace Microsoft.ML.NonNegative.Tests.Augmentation;

[TestClass]
public sealed class AugmentationOptionsTests
{
    [TestMethod]
    public void Constructor_Always_GivesTheDocumentedDefaults()
    {
        var options = new AugmentationOptions();

        Assert.AreEqual((0, false, 0.0), (options.CropPadding, options.FlipHorizontally, options.MaxRotation));
        Assert.AreEqual((0.0, 0.0, 0.0), (options.Brightness, options.Contrast, options.Saturation));
        Assert.AreEqual((0, 0.0), (options.CutoutSize, options.MixupAlpha));
        Assert.IsFalse(options.ChangesImages);
        Assert.IsEmpty(options.Faults().ToArray());
    }

    [TestMethod]
    public void Faults_EverythingOutOfRange_AreAllListed() => CollectionAssert.AreEqual(
        new[]
        {
            "CropPadding must be at least 0, but is -1", "MaxRotation must be at least 0 and at most 180, but is 181", "Brightness must be at least 0 and at most 1, but is 1.5",
            "Contrast must be at least 0 and at most 1, but is -0.5", "Saturation must be at least 0 and at most 1, but is NaN", "CutoutSize must be at least 0, but is -2",
            "MixupAlpha must be at least 0, but is Infinity",
        },
        new AugmentationOptions
        {
            CropPadding = -1, MaxRotation = 181, Brightness = 1.5, Contrast = -0.5, Saturation = double.NaN, CutoutSize = -2, MixupAlpha = double.PositiveInfinity,
        }.Faults().ToArray());

    [TestMethod]
    public void Faults_EndsOfTheRanges_AreAllowed() => Assert.IsEmpty(
        new AugmentationOptions { CropPadding = int.MaxValue, MaxRotation = 180, Brightness = 1, Contrast = 1, Saturation = 1, CutoutSize = int.MaxValue, MixupAlpha = 1e300 }.Faults().ToArray());

    [TestMethod]
    public void ChangesImages_AnyOptionButMixup_IsTrue()
    {
        AugmentationOptions[] changing =
        [
            new() { CropPadding = 1 }, new() { FlipHorizontally = true }, new() { MaxRotation = 1 }, new() { Brightness = 0.1 }, new() { Contrast = 0.1 }, new() { Saturation = 0.1 }, new() { CutoutSize = 1 },
        ];

        Assert.IsTrue(changing.All(options => options.ChangesImages));
        Assert.IsFalse(new AugmentationOptions { MixupAlpha = 1 }.ChangesImages);
    }

    [TestMethod]
    public void Copy_ChangedAfterwards_LeavesTheOriginal()
    {
        var options = new AugmentationOptions { CropPadding = 4 };
        var copy = options.Copy();
        copy.CropPadding = 5;

        Assert.AreEqual(4, options.CropPadding);
    }
}
