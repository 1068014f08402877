using NonNegML.Samples.ImageClassification;
using static ImageClassification.Tests.Data.IdxFixture;

namespace ImageClassification.Tests.Data;

[TestClass]
public sealed class IdxReaderTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("plain")]
    [DataRow("zipped")]
    [DataRow("zipped without .gz")]
    [DataRow("plain with .gz")]
    public void Read_FourFiles_GivesBothSets(string kind)
    {
        using var fixture = new IdxFixture();
        foreach (string name in new[] { TrainImages, TrainLabels, TestImages, TestLabels })
        {
            byte[] bytes = fixture.Bytes(name);
            fixture.Delete(name);
            fixture.Write(
                kind is "zipped" or "plain with .gz" ? name + ".gz" : name,
                kind.StartsWith("zipped", StringComparison.Ordinal) ? Zip(bytes) : bytes);
        }

        (LabeledImages train, LabeledImages test) = IdxReader.Read(fixture.Folder);

        Assert.AreEqual("shapes train", train.Name);
        Assert.AreEqual("shapes test", test.Name);
        Assert.AreEqual((6, 2, 3), (train.Count, train.Height, train.Width));
        Assert.AreEqual((3, 2, 3), (test.Count, test.Height, test.Width));
        CollectionAssert.AreEqual(new byte[] { 0, 1, 2, 2, 1, 0 }, train.Labels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 2, 1, 0 }, test.Labels.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 36).Select(i => i / 255f).ToArray(), train.Pixels.ToArray());
        Assert.AreEqual("0 1 2", string.Join(' ', train.ClassNames));
    }

    [TestMethod]
    [DataRow("fashion_mnist")]
    [DataRow("My-Fashion")]
    public void Read_FolderNamedFashion_NamesFashionClasses(string name)
    {
        using var fixture = new IdxFixture(name);

        (LabeledImages train, LabeledImages test) = IdxReader.Read(fixture.Folder + Path.DirectorySeparatorChar);

        Assert.AreEqual($"{name} train", train.Name);
        Assert.HasCount(10, train.ClassNames);
        Assert.AreEqual("t-shirt/top", train.ClassNames[0]);
        Assert.AreEqual("ankle boot", test.ClassNames[9]);
    }

    [TestMethod]
    public void Read_MissingFolder_SaysWhich()
    {
        using var fixture = new IdxFixture();
        string folder = fixture.PathOf("nowhere");

        var e = Assert.ThrowsExactly<DirectoryNotFoundException>(() => IdxReader.Read(folder));

        StringAssert.Contains(e.Message, $"{folder}: no such folder. Give a folder");
    }

    [TestMethod]
    [DataRow(TrainImages)]
    [DataRow(TrainLabels)]
    [DataRow(TestImages)]
    [DataRow(TestLabels)]
    public void Read_MissingFile_SaysWhichAndWhere(string name)
    {
        using var fixture = new IdxFixture();
        fixture.Delete(name);

        var e = Assert.ThrowsExactly<FileNotFoundException>(() => IdxReader.Read(fixture.Folder));

        StringAssert.Contains(e.Message, $"{fixture.Folder}: neither {name} nor {name}.gz is there");
        Assert.AreEqual(fixture.PathOf(name), e.FileName);
    }

    [TestMethod]
    public void Read_ImagesAndLabelsOfDifferentCounts_SaysBoth()
    {
        using var fixture = new IdxFixture();
        fixture.Write(TrainLabels, Labels(0, 1, 2, 2, 1));

        AssertWrong(fixture, $"{fixture.PathOf(TrainImages)} has 6 images", $"{fixture.PathOf(TrainLabels)} has 5 labels", "same data set");
    }

    [TestMethod]
    public void Read_TestImagesOfOtherSize_SaysBoth()
    {
        using var fixture = new IdxFixture();
        fixture.Write(TestImages, Images(3, 3, 2));

        AssertWrong(fixture, $"{fixture.PathOf(TestImages)}: images of 3x2 pixels", "training images are 2x3 pixels");
    }

    [TestMethod]
    public void Read_TestLabelThatTrainingLacks_SaysItsPlace()
    {
        using var fixture = new IdxFixture();
        fixture.Write(TestLabels, Labels(2, 3, 0));

        AssertWrong(fixture, $"{fixture.PathOf(TestLabels)}: label 3 (entry 1) is out of range", "labels 0 to 2");
    }

    [TestMethod]
    public void Read_StrayTrainingLabel_SaysTheGap()
    {
        using var fixture = new IdxFixture();
        fixture.Write(TrainLabels, Labels(0, 1, 2, 200, 1, 0));

        AssertWrong(fixture, $"{fixture.PathOf(TrainLabels)}: label 200 is out of range: no image has label 3");
    }

    [TestMethod]
    public void Read_FashionLabelAboveNine_SaysItsPlace()
    {
        using var fixture = new IdxFixture("fashion");
        fixture.Write(TrainLabels, Labels(0, 1, 2, 10, 1, 0));

        AssertWrong(fixture, $"{fixture.PathOf(TrainLabels)}: label 10 (entry 3) is out of range", "labels 0 to 9");
    }

    [TestMethod]
    public void Read_TruncatedImages_SaysWhichFile()
    {
        using var fixture = new IdxFixture();
        fixture.Write(TestImages, Images(3)[..^4]);

        AssertWrong(fixture, fixture.PathOf(TestImages), "cut short");
    }

    [TestMethod]
    [DataRow("fashion_mnist", "t-shirt/top")]
    [DataRow("mnist", "0")]
    public void Read_RealData_GivesTenBalancedClasses(string name, string firstClass)
    {
        string? folder = RealData.Folder(name);
        if (folder is null)
        {
            using var fixture = new IdxFixture(name);
            TestContext.WriteLine($"{name} is not on this machine (set NONNEGML_DATA): a generated fixture was read instead.");
            Assert.AreEqual(firstClass, IdxReader.Read(fixture.Folder).Train.ClassNames[0]);
            return;
        }

        (LabeledImages train, LabeledImages test) = IdxReader.Read(folder);

        Assert.AreEqual((60_000, 28, 28), (train.Count, train.Height, train.Width));
        Assert.AreEqual((10_000, 28, 28), (test.Count, test.Height, test.Width));
        Assert.HasCount(10, train.ClassNames);
        Assert.AreEqual(firstClass, train.ClassNames[0]);
        int[] counts = new int[10];
        foreach (byte label in train.Labels)
        {
            counts[label]++;
        }

        Assert.IsTrue(counts.All(count => count is > 5_000 and < 7_000), string.Join(' ', counts));
    }

    private static void AssertWrong(IdxFixture fixture, params string[] parts)
    {
        var e = Assert.ThrowsExactly<InvalidDataException>(() => IdxReader.Read(fixture.Folder));
        foreach (string part in parts)
        {
            StringAssert.Contains(e.Message, part);
        }
    }
}
