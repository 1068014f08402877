using System.Text;

namespace Microsoft.ML.NonNegative.Tests.Images.Formats;

[TestClass]
public sealed class PngStructureTests
{
    private static readonly (string, byte[]) Data = ("IDAT", [1, 2]), End = ("IEND", []), Palette = ("PLTE", [0, 0, 0, 255, 255, 255]);

    [TestMethod]
    public void Of_TheCheckValue_IsThatOfTheStandard() => Assert.AreEqual(0xCBF43926u, Crc32.Of(Encoding.ASCII.GetBytes("123456789")));

    [TestMethod]
    public void Inspect_DepthsAndColourTypes_AreThoseOfTheStandard()
    {
        for (var type = 0; type < 256; type++)
            for (var depth = 0; depth < 256; depth++)
            {
                // The table of the standard, section 11.2.1.
                int[] depths = type switch { 0 => [1, 2, 4, 8, 16], 2 or 4 or 6 => [8, 16], 3 => [1, 2, 4, 8], _ => [] };
                var file = PngFile.Of(PngFile.Header(4, 2, (byte)depth, (byte)type), Palette, Data, End);
                if (depths.Contains(depth))
                    Assert.AreEqual(new EncodedImageInfo("PNG", 4, 2), EncodedImage.Inspect(file, 8));
                else if (depth < 40 && type < 40)
                    Assert.AreEqual($"the file is damaged: no PNG has colour type {type} with {depth} bits", Refusals.Reason(file));
            }
    }

    [TestMethod]
    public void Inspect_AncillaryChunksAndManyDataChunks_ArePassed() => Assert.AreEqual(new EncodedImageInfo("PNG", 4, 2),
        EncodedImage.Inspect(PngFile.Of(PngFile.Header(4, 2, 8, 2, interlace: 1), ("gAMA", [0, 0, 1, 1]), ("IDAT", []), Data, Data, ("tEXt", [7]), End, ("IDAT", [])), 8));

    [TestMethod]
    public void Inspect_AnyByteChanged_IsRefused()
    {
        var file = PngFile.Of(PngFile.Header(4, 2, 8, 3), Palette, ("tEXt", [7, 8, 9]), Data, End);
        for (var at = 0; at < file.Length; at++)
            Refusals.Reason(file.With(at, (byte)(file[at] ^ 0x10)));

        Assert.AreEqual("the file is damaged: a checksum is wrong", Refusals.Reason(file.With(file.Length - 1, 0)));
        Assert.AreEqual("the file is damaged: its signature is changed, as by a transfer as text", Refusals.Reason(file.With(4, 10)));
    }

    [TestMethod]
    public void Inspect_WrongChunks_AreRefused()
    {
        var header = PngFile.Header(4, 2, 8, 2);
        (string Reason, (string, byte[])[] Chunks)[] damages =
        [
            ("it does not start with a header", [Data, header, End]),
            ("it does not start with a header", [("CgBI", [0, 0, 0, 0]), header, Data, End]),
            ("its header has a wrong length", [("IHDR", [0, 0, 0, 4, 0, 0, 0, 2, 8, 2, 0, 0]), Data, End]),
            ("its compression, filter or interlace method is unknown", [PngFile.Header(4, 2, 8, 2, interlace: 2), Data, End]),
            ("its compression, filter or interlace method is unknown", [("IHDR", header.Content.With(10, 1)), Data, End]),
            ("its compression, filter or interlace method is unknown", [("IHDR", header.Content.With(11, 1)), Data, End]),
            ("it has no image data", [header, End]),
            ("it has no image data", [header, ("IDAT", []), End]),
            ("its palette is missing", [PngFile.Header(4, 2, 8, 3), Data, End]),
            ("its palette has a wrong length", [header, ("PLTE", [1, 2]), Data, End]),
            ("its palette has a wrong length", [header, ("PLTE", []), Data, End]),
            ("its palette has a wrong length", [header, ("PLTE", new byte[771]), Data, End]),
            ("it has a chunk of an unknown kind", [header, ("ABCD", []), Data, End]),
            ("it has a chunk of an unknown kind", [header, header, Data, End]),
        ];
        foreach (var (reason, chunks) in damages)
            Assert.AreEqual("the file is damaged: " + reason, Refusals.Reason(PngFile.Of(chunks)));
    }

    [TestMethod]
    [DataRow((byte)0x7F)]
    [DataRow((byte)0xFF)]
    public void Inspect_ChunkLongerThanAnyFile_IsIncomplete(byte top) => Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(SampleFiles.Png.With(33, top, 0xFF, 0xFF, 0xFF)));
}
