using ImageClassification.Tests;
using NonNegML.Samples.ImageFolders;

namespace ImageFolders.Tests;

[TestClass]
public sealed class UnreadableImageTests
{
    // A bitmap of 1 x 1 pixels, complete.
    private static readonly byte[] Bitmap = Convert.FromHexString("424D3A0000000000000036000000" + "28000000010000000100000001001800" + "000000000400000000000000000000000000000000000000" + "00000000");

    [TestMethod]
    public void Reason_Bytes_SaysWhatIsWrong()
    {
        Assert.AreEqual("the file is empty", UnreadableImage.Reason([]));
        Assert.AreEqual("starts with 'no image', no known image format", UnreadableImage.Reason("no image"u8));
        Assert.AreEqual("the file is incomplete", UnreadableImage.Reason(Bitmap.AsSpan(0, Bitmap.Length - 4)));
    }

    [TestMethod]
    public void Reason_CompleteImage_CanOnlyBeTheDecoder() => Assert.AreEqual("the BMP file cannot be decoded", UnreadableImage.Reason(Bitmap));

    [TestMethod]
    public void Reason_Files_SaysWhatIsWrongWithThem()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "half.bmp");
        File.WriteAllBytes(file, Bitmap[..40]);

        Assert.AreEqual("the file is incomplete", UnreadableImage.Reason(file));
        StringAssert.Contains(UnreadableImage.Reason(Path.Combine(folder.Path, "missing.bmp")), "missing.bmp");
    }
}
