using NonNegML.Samples.ImageClassification;

namespace ImageClassification.Tests.Data;

/// <summary>Damaged files, each tried as it is and packed by gzip: one clear exception that names the file, no big allocation.</summary>
[TestClass]
public sealed class IdxFileTests
{
    private static readonly byte[] Good = IdxFixture.Images(6);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_GoodFile_GivesSizesAndData(bool zipped)
    {
        IdxFile file = ReadBytes(Good, zipped);

        Assert.AreEqual("6x2x3", string.Join('x', file.Sizes));
        CollectionAssert.AreEqual(Enumerable.Range(0, 36).Select(i => (byte)i).ToArray(), file.Data);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_LabelsInsteadOfImages_SaysBothMagicNumbers(bool zipped) =>
        AssertWrong(IdxFixture.Labels(0, 1, 2), zipped, "magic number 2049", "expected 2051");

    [TestMethod]
    [DataRow(0x0000_0D03u)]
    [DataRow(0x0308_0000u)]
    [DataRow(0x8950_4E47u)]
    public void Read_OtherMagicNumber_SaysIt(uint magic) =>
        AssertWrong(IdxFixture.Idx(magic, [6, 2, 3], new byte[36]), zipped: false, $"magic number {magic}", "expected 2051");

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(15)]
    public void Read_HeaderCutShort_SaysHowMuchIsThere(int length)
    {
        AssertWrong(Good[..length], zipped: false, $"only {length} bytes", "header of 16");
        AssertWrong(Good[..length], zipped: true, $"only {length} bytes", "header of 16");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_DataCutShort_SaysHowMuchWasExpected(bool zipped)
    {
        AssertWrong(Good[..^1], zipped, "cut short", "6x2x3 bytes");
        AssertWrong(Good[..16], zipped, "cut short", "6x2x3 bytes");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_BytesBehindTheData_SaysSo(bool zipped) =>
        AssertWrong([.. Good, 0], zipped, "further bytes behind the data", "6x2x3 bytes");

    [TestMethod]
    public void Read_BytesBehindTheGzipData_SaysSo()
    {
        AssertWrong([.. IdxFixture.Zip(Good), 0], zipped: false, "further bytes behind its end", "expected 52");
        AssertWrong([.. IdxFixture.Zip(Good), .. new byte[100_000]], zipped: false, "further bytes behind its end", "expected 52");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(12)]
    [DataRow(20)]
    public void Read_GzipDataCutShort_SaysSo(int missing) =>
        AssertWrong(IdxFixture.Zip(Good)[..^missing], zipped: false, "cut");

    [TestMethod]
    public void Read_GzipDataWithAFlippedByte_NeverGivesWrongData()
    {
        byte[] zipped = IdxFixture.Zip(Good);
        for (int i = 2; i < zipped.Length; i++)
        {
            byte[] damaged = [.. zipped];
            damaged[i] ^= 0x10;
            try
            {
                // Bytes of the gzip header such as the time stamp carry no data.
                CollectionAssert.AreEqual(ReadBytes(Good, false).Data, ReadBytes(damaged, false).Data, $"byte {i}");
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [TestMethod]
    [DataRow(0u, 28u, 28u, "size 0 in dimension 1")]
    [DataRow(6u, 0u, 3u, "size 0 in dimension 2")]
    [DataRow(6u, 2u, 0u, "size 0 in dimension 3")]
    [DataRow(0xFFFF_FFFFu, 2u, 3u, "size 4294967295 in dimension 1")]
    [DataRow(6u, 0x8000_0000u, 3u, "size 2147483648 in dimension 2")]
    [DataRow(0x2000_0000u, 2u, 1u, "the sizes 536870912x2x1")]
    [DataRow(65536u, 65536u, 65536u, "the sizes 65536x65536x65536")]
    public void Read_AbsurdSizes_SaysWhich(uint count, uint height, uint width, string expected)
    {
        byte[] bytes = IdxFixture.Idx(2051, [count, height, width], new byte[36]);

        AssertWrong(bytes, zipped: false, expected);
        AssertWrong(bytes, zipped: true, expected);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_SizesFarBeyondTheFile_AllocatesNothingForThem(bool zipped)
    {
        byte[] bytes = IdxFixture.Idx(2051, [500_000, 32, 32], new byte[36]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        AssertWrong(bytes, zipped, "cut short", "500000x32x32 bytes");

        Assert.IsLessThan(1L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Read_MissingFile_ThrowsFileNotFound()
    {
        using var fixture = new IdxFixture();

        Assert.ThrowsExactly<FileNotFoundException>(() => IdxFile.Read(fixture.PathOf("nothing"), 3));
    }

    private static IdxFile ReadBytes(byte[] bytes, bool zipped)
    {
        using var fixture = new IdxFixture();
        fixture.Write("file", zipped ? IdxFixture.Zip(bytes) : bytes);
        return IdxFile.Read(fixture.PathOf("file"), dimensions: 3);
    }

    private static void AssertWrong(byte[] bytes, bool zipped, params string[] parts)
    {
        var e = Assert.ThrowsExactly<InvalidDataException>(() => ReadBytes(bytes, zipped));
        foreach (string part in parts.Append($"{Path.DirectorySeparatorChar}file: found ").Append("Get the file again"))
        {
            StringAssert.Contains(e.Message, part);
        }
    }
}
