using System.Formats.Tar;
using System.IO.Compression;
using ImageClassification.Tests;
using NonNegML.Samples.NonNegativeTables;

namespace NonNegativeTables.Tests.Data;

[TestClass]
public sealed class CifarReaderTests
{
    private const int RecordBytes = 1 + CifarReader.ImageBytes;

    [TestMethod]
    public void Read_Archive_GivesTrainingAndTestImages()
    {
        using var folder = new TemporaryFolder();
        WriteArchive(folder, ("cifar-10-batches-bin/batches.meta.txt", [1, 2]), ("cifar-10-batches-bin/data_batch_2.bin", Records(5)), ("cifar-10-batches-bin/data_batch_1.bin", Records(3, 4)), ("cifar-10-batches-bin/test_batch.bin", Records(9)));

        var (train, test) = CifarReader.Read(folder.Path);

        CollectionAssert.AreEqual(new byte[] { 3, 4, 5 }, train.Labels);
        CollectionAssert.AreEqual(new byte[] { 9 }, test.Labels);
        CollectionAssert.AreEqual(Records(4)[1..], train.Pixels[CifarReader.ImageBytes..(2 * CifarReader.ImageBytes)]);
    }

    [TestMethod]
    public void Read_Folder_GivesTheSameAsTheArchive()
    {
        using var folder = new TemporaryFolder();
        var files = Directory.CreateDirectory(folder.PathOf("cifar-10-batches-bin")).FullName;
        File.WriteAllBytes(Path.Combine(files, "data_batch_1.bin"), Records(3, 4));
        File.WriteAllBytes(Path.Combine(files, "test_batch.bin"), Records(0));

        var (train, test) = CifarReader.Read(folder.Path);

        CollectionAssert.AreEqual(Records(3, 4)[1..RecordBytes], train.Pixels[..CifarReader.ImageBytes]);
        Assert.HasCount(1, test.Labels);
    }

    [TestMethod]
    public void Read_NothingThere_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(Assert.ThrowsExactly<FileNotFoundException>(() => CifarReader.Read(folder.Path)).Message, "cifar-10");
    }

    [TestMethod]
    public void Read_ArchiveCutShort_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var path = WriteArchive(folder, ("data_batch_1.bin", Records(1, 2, 3)), ("test_batch.bin", Records(1)));
        foreach (var part in new[] { 0.3, 0.6, 0.9 })
        {
            using var cut = new TemporaryFolder();
            var bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(cut.PathOf("cifar-10.tar.gz"), bytes[..(int)(part * bytes.Length)]);

            Assert.ThrowsExactly<InvalidDataException>(() => CifarReader.Read(cut.Path), $"{part}");
        }
    }

    [TestMethod]
    public void Read_NoArchiveInside_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("cifar-10.tar.gz"), "nothing of the kind");

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => CifarReader.Read(folder.Path)).Message, "a damaged or cut archive");
    }

    [TestMethod]
    [DataRow("no training file", "other.bin", 0)]
    [DataRow("bytes in data_batch_1.bin", "data_batch_1.bin", -1)]
    [DataRow("bytes in data_batch_1.bin", "data_batch_1.bin", -RecordBytes)]
    public void Read_DamagedRecords_SaysWhich(string expected, string name, int longer)
    {
        using var folder = new TemporaryFolder();
        WriteArchive(folder, (name, Records(1)[..(RecordBytes + longer)]), ("test_batch.bin", Records(1)));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => CifarReader.Read(folder.Path)).Message, expected);
    }

    [TestMethod]
    public void Read_ClassTen_SaysWhichRecord()
    {
        using var folder = new TemporaryFolder();
        WriteArchive(folder, ("data_batch_1.bin", Records(1, 10)), ("test_batch.bin", Records(1)));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => CifarReader.Read(folder.Path)).Message, "class 10 in record 1 of data_batch_1.bin");
    }

    [TestMethod]
    public void Read_NoTestFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        WriteArchive(folder, ("data_batch_1.bin", Records(1)));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => CifarReader.Read(folder.Path)).Message, "no test_batch.bin");
    }

    private static byte[] Records(params byte[] labels) => [.. labels.SelectMany(label => Enumerable.Range(0, CifarReader.ImageBytes).Select(i => (byte)(i * (label + 1) % 251)).Prepend(label))];

    private static string WriteArchive(TemporaryFolder folder, params (string Name, byte[] Content)[] files)
    {
        var path = folder.PathOf("cifar-10-batches-bin.tar.gz");
        using var file = File.Create(path);
        using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        using var archive = new TarWriter(zipped);
        foreach (var (name, content) in files)
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return path;
    }
}
