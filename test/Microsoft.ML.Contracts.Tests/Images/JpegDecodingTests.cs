using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

[TestClass]
public class JpegDecodingTests
{
    [TestMethod]
    public void Gray_GivesEqualColours() => HasColours(SampleJpegs.Gray, [40, 40, 40, 255], [200, 200, 200, 255]);

    [TestMethod]
    public void Progressive_IsDecodedToTheEnd() => HasColours(SampleJpegs.Progressive, [200, 40, 10, 255], [10, 60, 220, 255]);

    [TestMethod]
    public void Cmyk_BecomesRgb() => HasColours(SampleJpegs.Cmyk, [255, 128, 0, 255], [50, 100, 128, 255]);

    [TestMethod]
    public void Ycck_BecomesRgb() => HasColours(SampleJpegs.Ycck, [255, 128, 0, 255], [50, 100, 128, 255]);

    [TestMethod]
    public void Truncated_GivesTheRowsThereAre()
    {
        using var folder = new ImageFolder();
        var file = File.ReadAllBytes(folder.Add("a.jpg", 64, 256));
        using var whole = ImageAssert.Decode(file);
        using var part = ImageAssert.Decode(file[..(file.Length * 2 / 3)]);
        part.HasSize(64, 256);
        for (var x = 0; x < 64; x += 9)
            part.HasPixel(x, 40, whole.Rgba(x, 40));
        CollectionAssert.AreNotEqual(whole.Pixels.ToArray(), part.Pixels.ToArray());
    }

    private static void HasColours(byte[] file, byte[] left, byte[] right)
    {
        using var image = ImageAssert.Decode(file);
        image.HasSize(16, 8);
        for (var y = 0; y < 8; y++)
        {
            image.HasPixel(1, y, left, tolerance: 2);
            image.HasPixel(14, y, right, tolerance: 2);
        }
    }
}
