namespace Microsoft.ML.NonNegative.Tests.Images.Formats;

[TestClass]
public sealed class GifStructureTests
{
    private static readonly byte[] Header = [.. "GIF89a"u8, 4, 0, 3, 0, 0, 0, 0], Image = [0x2C, 0, 0, 0, 0, 4, 0, 3, 0, 0, 2, 2, 0x84, 0x51, 0];

    [TestMethod]
    public void Inspect_ExtensionsColourTablesAndSeveralImages_ArePassed()
    {
        byte[] file =
        [
            .. Header.With(10, 0x81), .. new byte[12], 0x21, 0xFF, 3, 1, 2, 3, 1, 0x3B, 0, .. Image, 0x21, 0xF9, 0, .. Image[..9], 0x80, .. new byte[6], .. Image[10..], 0x3B,
        ];

        Assert.AreEqual(new EncodedImageInfo("GIF", 4, 3), EncodedImage.Inspect(file, 12));
        for (var length = 6; length < file.Length; length++)
            Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(file[..length]), $"{length}");
    }

    [TestMethod]
    public void Inspect_FirstImageBeyondTheScreen_WidensIt()
    {
        byte[] file = [.. Header.With(6, 0, 0, 0, 0), .. Image.With(1, 10, 0, 20, 0), 0x3B];

        Assert.AreEqual(new EncodedImageInfo("GIF", 14, 23), EncodedImage.Inspect(file, 14 * 23));
        Assert.AreEqual("the image has 14 x 23 pixels, more than the limit of 100", Refusals.Reason(file, 100));
    }

    [TestMethod]
    public void Inspect_WrongBlocks_AreRefused()
    {
        (string Reason, byte[] File)[] damages =
        [
            ("its version is unknown", [.. Header.With(4, (byte)'8'), .. Image, 0x3B]),
            ("it has no image data", [.. Header, 0x3B]),
            ("it has a block of an unknown kind", [.. Header, .. Image, 7, 0x3B]),
            ("one of its images has no size", [.. Header, .. Image.With(5, 0, 0), 0x3B]),
            ("one of its images has no data", [.. Header, .. Image[..11], 0, 0x3B]),
            ("its least code size is impossible", [.. Header, .. Image.With(10, 12), 0x3B]),
        ];
        foreach (var (reason, file) in damages)
            Assert.AreEqual("the file is damaged: " + reason, Refusals.Reason(file));
    }
}
