namespace Microsoft.ML.NonNegative.Tests.Images.Formats;

[TestClass]
public sealed class BmpStructureTests
{
    [TestMethod]
    public void Inspect_TopRowFirst_HasAHeightAllTheSame() => Assert.AreEqual(new EncodedImageInfo("BMP", 5, 3), EncodedImage.Inspect(SampleFiles.Bmp.With(22, 0xFD, 0xFF, 0xFF, 0xFF), 15));

    [TestMethod]
    public void Inspect_OldestHeader_HasSizesOf16Bits()
    {
        byte[] file = [.. "BM"u8, 0, 0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0, 12, 0, 0, 0, 2, 0, 3, 0, 1, 0, 24, 0, .. new byte[24]];

        Assert.AreEqual(new EncodedImageInfo("BMP", 2, 3), EncodedImage.Inspect(file, 6));
        Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(file[..^1]));
    }

    [TestMethod]
    public void Inspect_SizesWhoseProductOverflows_AreIncomplete() =>
        Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(SampleFiles.Bmp.With(18, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F).With(28, 32)));

    [TestMethod]
    public void Inspect_RunLengths_HaveTheLengthTheySay()
    {
        var file = SampleFiles.Bmp.With(28, 8).With(30, 1).With(34, 48);

        Assert.AreEqual(new EncodedImageInfo("BMP", 5, 3), EncodedImage.Inspect(file, 15));
        Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(file[..^1]));
    }

    [TestMethod]
    public void Inspect_ImpossibleHeaders_AreRefused()
    {
        var bmp = SampleFiles.Bmp;

        Assert.AreEqual("the file is damaged: its size is impossible", Refusals.Reason(bmp.With(18, 0, 0, 0, 0x80)));
        Assert.AreEqual("the file is damaged: its size is impossible", Refusals.Reason(bmp.With(22, 0, 0, 0, 0x80)));
        Assert.AreEqual("the file is damaged: no BMP has 7 bits a pixel", Refusals.Reason(bmp.With(28, 7)));
        Assert.AreEqual("the file is damaged: its pixels lie within its header", Refusals.Reason(bmp.With(10, 53)));
        Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(bmp.With(10, 55)));
        Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(bmp.With(10, 0xFF, 0xFF, 0xFF, 0xFF)));
        Assert.AreEqual("BMP of compression 5 with 24 bits a pixel is not supported", Refusals.Reason(bmp.With(30, 5)));
    }
}
