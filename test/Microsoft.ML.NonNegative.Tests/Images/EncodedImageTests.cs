using System.Text;

namespace Microsoft.ML.NonNegative.Tests.Images;

[TestClass]
public sealed class EncodedImageTests
{
    [TestMethod]
    public void Inspect_FilesOfEveryFormat_GivesFormatAndSize()
    {
        foreach (var (file, info) in SampleFiles.All)
            Assert.AreEqual(info, EncodedImage.Inspect(file, 1_000_000));
    }

    [TestMethod]
    public void Inspect_NoLimitGiven_TakesThatOfTheOptions()
    {
        Assert.AreEqual(50_000_000, new ImageOptions().MaxPixels);
        Assert.AreEqual(new EncodedImageInfo("GIF", 10_000, 5_000), EncodedImage.Inspect(SampleFiles.Gif.With(6, 0x10, 0x27, 0x88, 0x13)));
        Assert.AreEqual("the image has 10000 x 5001 pixels, more than the limit of 50000000",
            Assert.ThrowsExactly<InvalidDataException>(() => EncodedImage.Inspect(SampleFiles.Gif.With(6, 0x10, 0x27, 0x89, 0x13))).Message);
    }

    [TestMethod]
    public void Inspect_NoPixelsAllowed_IsRefused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => EncodedImage.Inspect(SampleFiles.Bmp, 0));

    [TestMethod]
    public void Inspect_BytesBehindTheImage_AreNotLookedAt()
    {
        foreach (var (file, info) in SampleFiles.All)
            Assert.AreEqual(info, EncodedImage.Inspect([.. file, 0xFF, 0xD8, 0, 1, 2], 1_000_000));
    }

    [TestMethod]
    public void Inspect_CutAnywhere_IsRefused()
    {
        foreach (var (file, info) in SampleFiles.All)
            for (var length = 0; length < file.Length; length++)
            {
                var reason = Refusals.Reason(file[..length]);
                if (length >= 18)
                    Assert.AreEqual(Refusals.Incomplete, reason, $"{info} of {length} bytes");
            }
    }

    [TestMethod]
    public void Inspect_AsManyPixelsAsAllowed_AreAccepted()
    {
        foreach (var (file, info) in SampleFiles.All)
        {
            var pixels = info.Width * info.Height;

            Assert.AreEqual(info, EncodedImage.Inspect(file, pixels));
            Assert.AreEqual($"the image has {info.Width} x {info.Height} pixels, more than the limit of {pixels - 1}", Refusals.Reason(file, pixels - 1));
        }
    }

    [TestMethod]
    public void Inspect_SizeWhoseProductOverflows_IsTooLarge() => Assert.AreEqual(
        "the image has 2147483647 x 2147483647 pixels, more than the limit of 50000000",
        Refusals.Reason(PngFile.Of(PngFile.Header(int.MaxValue, int.MaxValue, 8, 2), ("IDAT", [1]), ("IEND", [])), 50_000_000));

    [TestMethod]
    [DataRow("<html>\n<body>", "starts with '<html>', no known image format")]
    [DataRow("{\"error\": \"no such photo\"}", "starts with '{\"error\": \"n', no known image format")]
    [DataRow("BMW of 1972, restored in 2001", "starts with 'BMW of 1972,', no known image format")]
    [DataRow("RIFF....WAVEfmt ", "starts with 'RIFF....WAVE', no known image format")]
    [DataRow("II*\0\b\0\0\0", "starts with the bytes 49 49 2A 00, no known image format")]
    [DataRow("a\n", "starts with the bytes 61 0A, no known image format")]
    [DataRow("ab", "starts with 'ab', no known image format")]
    [DataRow("", "the file is empty")]
    public void Inspect_NoImage_SaysHowItStarts(string content, string reason) => Assert.AreEqual(reason, Refusals.Reason(Encoding.Latin1.GetBytes(content)));

    [TestMethod]
    public void Inspect_NoSize_IsRefused()
    {
        var jpeg = SampleFiles.BaselineJpeg;
        var bmp = SampleFiles.Bmp;

        Assert.AreEqual("the image has no size (16 x 0 pixels)", Refusals.Reason(jpeg.With(jpeg.Find([0xFF, 0xC0]) + 5, 0, 0)));
        Assert.AreEqual("the image has no size (0 x 3 pixels)", Refusals.Reason(PngFile.Of(PngFile.Header(0, 3, 8, 2), ("IDAT", [1]), ("IEND", []))));
        Assert.AreEqual("the image has no size (-1 x 3 pixels)", Refusals.Reason(PngFile.Of(PngFile.Header(-1, 3, 8, 2), ("IDAT", [1]), ("IEND", []))));
        Assert.AreEqual("the image has no size (5 x 0 pixels)", Refusals.Reason(bmp.With(22, 0, 0, 0, 0)));
        Assert.AreEqual("the image has no size (0 x 7 pixels)", Refusals.Reason(SampleFiles.LossyWebp.With(26, 0, 0)));
    }
}
