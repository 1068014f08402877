using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Hardware;

[TestClass]
public sealed class HardwareFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hardware-").FullName;

    private string Target => Path.Combine(_folder, "network.npz");

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Write_Path_HoldsWhatTheStreamGetsAndReplacesTheFile()
    {
        using var network = Network();
        File.WriteAllText(Target, new string('x', 1 << 20));

        HardwareExport.Write(network, Target);

        CollectionAssert.AreEqual(ExportedNetworks.Export(network), File.ReadAllBytes(Target));
        AssertOnly(Target);
    }

    [TestMethod]
    public void Write_NetworkThatCannotBeExported_LeavesTheFileOfBefore()
    {
        using var network = Network();
        HardwareExport.Write(network, Target);
        var before = File.ReadAllBytes(Target);
        using (no_grad())
            network.Layers[^1].Positive.neg_();

        Assert.ThrowsExactly<InvalidOperationException>(() => HardwareExport.Write(network, Target));

        CollectionAssert.AreEqual(before, File.ReadAllBytes(Target));
        AssertOnly(Target);
    }

    [TestMethod]
    public void Write_FolderInTheWay_SaysSoAndLeavesNothing()
    {
        using var network = Network();
        Directory.CreateDirectory(Target);

        var error = Assert.ThrowsExactly<IOException>(() => HardwareExport.Write(network, Target));

        StringAssert.Contains(error.Message, "is a folder");
        AssertOnly(Target);
    }

    [TestMethod]
    public void Write_FolderThatDoesNotExist_NamesIt()
    {
        using var network = Network();

        var error = Assert.ThrowsExactly<DirectoryNotFoundException>(() => HardwareExport.Write(network, Path.Combine(_folder, "missing", "network.npz")));

        StringAssert.Contains(error.Message, Path.Combine(_folder, "missing"));
        AssertOnly();
    }

    [TestMethod]
    public void AtomicWrite_ContentThatBreaksOff_LeavesTheFileOfBefore()
    {
        File.WriteAllText(Target, "before");

        Assert.ThrowsExactly<IOException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half of it"u8);
            throw new IOException("The disk is full.");
        }));

        Assert.AreEqual("before", File.ReadAllText(Target));
        AssertOnly(Target);
    }

    [TestMethod]
    public void AtomicWrite_WhileWriting_TheFileOfBeforeIsThere()
    {
        File.WriteAllText(Target, "before");

        AtomicFile.Write(Target, stream =>
        {
            stream.Write("after"u8);
            stream.Flush();
            Assert.AreEqual("before", File.ReadAllText(Target));
        });

        Assert.AreEqual("after", File.ReadAllText(Target));
    }

    [TestMethod]
    public void AtomicWrite_FolderAppearsInTheWay_LeavesNoUnfinishedFile()
    {
        try
        {
            AtomicFile.Write(Target, _ => Directory.CreateDirectory(Target));
            Assert.Fail("A folder was replaced.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            AssertOnly(Target);
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1000)]
    [DataRow(6000)]
    public void Write_StreamThatBreaks_ThrowsItsErrorAndLeavesNoTensor(int limit)
    {
        using var network = Network();
        var before = LiveTensors.Count();

        Assert.ThrowsExactly<IOException>(() => HardwareExport.Write(network, new OneWayStream(limit)));

        Assert.AreEqual(before, LiveTensors.Now());
    }

    private static NonNegativeNetwork Network() => ExportedNetworks.Create(ExportedNetworks.Mlp(Activations.Sinusoidal), SignalRange.Unit);

    private void AssertOnly(params string[] expected) => CollectionAssert.AreEqual(expected, Directory.GetFileSystemEntries(_folder));
}
