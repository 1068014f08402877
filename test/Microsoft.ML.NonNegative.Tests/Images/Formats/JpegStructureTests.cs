namespace Microsoft.ML.NonNegative.Tests.Images.Formats;

[TestClass]
public sealed class JpegStructureTests
{
    private static readonly byte[] Start = [0xFF, 0xD8], End = [0xFF, 0xD9], Scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34];

    [TestMethod]
    public void Inspect_EveryKindOfCodedData_IsPassed()
    {
        byte[] file =
        [
            .. Start, 0xFF, 0xE1, 0, 4, 0xFF, 0xD9, .. Frame(0xC2, 8, 7, 300, 1), .. Scan, 0xFF, 0, 0xFF, 0xFF, 0, 0xFF, 0xD0, 1, 0xFF, 0xFF, 0xD7, 2, 0xFF, 0xFF,
            0xFF, 0xC4, 0, 2, .. Scan, 0, 0, 0xFF, 0xFE, 0, 3, 9, 0, 0, .. End,
        ];

        Assert.AreEqual(new EncodedImageInfo("JPEG", 300, 7), EncodedImage.Inspect(file, 3000));
        for (var length = 4; length < file.Length; length++)
            Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(file[..length]), $"{length}");
    }

    [TestMethod]
    [DataRow((byte)0xC0, true)]
    [DataRow((byte)0xC1, true)]
    [DataRow((byte)0xC2, true)]
    [DataRow((byte)0xC3, false)]
    [DataRow((byte)0xC5, false)]
    [DataRow((byte)0xC9, false)]
    [DataRow((byte)0xCF, false)]
    public void Inspect_Processes_AreTheHuffmanCodedOnes(byte marker, bool isAccepted)
    {
        byte[] file = [.. Start, .. Frame(marker, 8, 5, 6, 1), .. Scan, .. End];

        if (isAccepted)
            Assert.AreEqual(new EncodedImageInfo("JPEG", 6, 5), EncodedImage.Inspect(file, 30));
        else
            Assert.AreEqual($"JPEG of process {marker - 0xC0} (lossless, hierarchical or arithmetic) is not supported", Refusals.Reason(file));
    }

    [TestMethod]
    [DataRow((byte)12, (byte)3, "JPEG of 12 bits a sample is not supported")]
    [DataRow((byte)8, (byte)0, "JPEG of 0 colour components is not supported")]
    [DataRow((byte)8, (byte)5, "JPEG of 5 colour components is not supported")]
    public void Inspect_UnusualFrames_AreRefused(byte precision, byte components, string reason) =>
        Assert.AreEqual(reason, Refusals.Reason([.. Start, .. Frame(0xC0, precision, 5, 6, components), .. Scan, .. End]));

    [TestMethod]
    [DataRow((byte)1)]
    [DataRow((byte)3)]
    [DataRow((byte)4)]
    public void Inspect_GreyColourAndFourComponents_AreAccepted(byte components) =>
        Assert.AreEqual(new EncodedImageInfo("JPEG", 6, 5), EncodedImage.Inspect([.. Start, .. Frame(0xC0, 8, 5, 6, components), .. Scan, .. End], 30));

    [TestMethod]
    public void Inspect_ContradictingSegments_AreRefused()
    {
        byte[] frame = Frame(0xC0, 8, 5, 6, 1);
        (string Reason, byte[] File)[] damages =
        [
            ("it has no image data", [.. Start, .. frame, .. End]),
            ("it has no image data", [.. Start, .. End]),
            ("its image data come before a frame header", [.. Start, .. Scan, .. End]),
            ("it has two frame headers", [.. Start, .. frame, .. frame, .. Scan, .. End]),
            ("its frame header has a wrong length", [.. Start, .. frame.With(3, 12), .. Scan, .. End]),
            ("its frame header has impossible sampling factors", [.. Start, .. frame.With(11, 0x51), .. Scan, .. End]),
            ("its frame header has impossible sampling factors", [.. Start, .. frame.With(11, 0x10), .. Scan, .. End]),
            ("a scan header has a wrong length", [.. Start, .. frame, .. Scan.With(4, 2), .. End]),
            ("a scan is of a component that the frame does not have", [.. Start, .. frame, .. Scan.With(5, 2), .. End]),
            ("a scan has no data", [.. Start, .. frame, .. Scan[..10], .. End]),
            ("a segment has no length", [.. Start, 0xFF, 0xE0, 0, 1, .. frame, .. Scan, .. End]),
            ("a segment does not start with a marker", [.. Start, 0xFF, 0xE0, 0, 2, 5, .. frame, .. Scan, .. End]),
            ("it has an unknown marker FF00", [.. Start, 0xFF, 0, .. frame, .. Scan, .. End]),
            ("it has an unknown marker FFD8", [.. Start, .. frame, .. Scan, .. Start, .. frame, .. Scan, .. End]),
            ("it has more than 500 scans", [.. Start, .. frame, .. Enumerable.Repeat(Scan, 501).SelectMany(scan => scan), .. End]),
        ];
        foreach (var (reason, file) in damages)
            Assert.AreEqual("the file is damaged: " + reason, Refusals.Reason(file));
    }

    [TestMethod]
    public void Inspect_SegmentLongerThanTheFile_IsIncomplete() => Assert.AreEqual(Refusals.Incomplete, Refusals.Reason([.. Start, 0xFF, 0xE0, 0xFF, 0xFF, .. Frame(0xC0, 8, 5, 6, 1), .. Scan, .. End]));

    private static byte[] Frame(byte marker, byte precision, byte height, int width, byte components) =>
        [0xFF, marker, 0, (byte)(8 + 3 * components), precision, 0, height, (byte)(width >> 8), (byte)width, components, .. Enumerable.Range(1, components).SelectMany(i => new byte[] { (byte)i, 0x11, 0 })];
}
