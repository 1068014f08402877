using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class FileSourceTests
{
    private static readonly ValueLayout Layout = new(1000, AreBytes: true);

    private readonly string _folder = Directory.CreateTempSubdirectory("cache").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Dispose_LeavesNothingBehind()
    {
        using (TestExamples.Fill(new FileSource(Layout, TestExamples.Classes, _folder), 100))
            AssertFileIsThere(Path.GetFullPath(_folder));

        Assert.AreEqual(0, Directory.GetFileSystemEntries(_folder).Length);
        Assert.IsFalse(OpenFiles().Any(file => file.StartsWith(_folder, StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Add_DiskFull_SaysHowMuchWasWrittenWhereAndWhatToDo()
    {
        using var source = new FullDisk(Layout, _folder, blocks: 2);
        var error = Assert.ThrowsExactly<IOException>(() => TestExamples.Fill(source, 5000));

        StringAssert.Contains(error.Message, "No space left on device");
        StringAssert.Contains(error.Message, FormattableString.Invariant($"{2 * 1048 * 1000} bytes were written in '{_folder}'"));
        StringAssert.Contains(error.Message, "Set CacheFolder to a folder on a disk with more space, or use DataStorage.Stream");
    }

    [TestMethod]
    public void Add_DiskFull_LeavesNothingBehind()
    {
        using (var source = new FullDisk(Layout, _folder, blocks: 1))
            Assert.ThrowsExactly<IOException>(() => TestExamples.Fill(source, 5000));

        Assert.AreEqual(0, Directory.GetFileSystemEntries(_folder).Length);
        Assert.IsFalse(OpenFiles().Any(file => file.StartsWith(_folder, StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Add_RealDiskFull_SaysSo()
    {
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", _folder) != 0)
            Assert.Inconclusive("This needs the right to mount a small file system.");
        try
        {
            using (var source = new FileSource(Layout, TestExamples.Classes, _folder))
                StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => TestExamples.Fill(source, 5000)).Message, $"bytes were written in '{_folder}'");
            Assert.AreEqual(0, Directory.GetFileSystemEntries(_folder).Length);
            using var smaller = TestExamples.Fill(new FileSource(Layout, TestExamples.Classes, _folder), 2000);
            CollectionAssert.AreEqual(TestExamples.ValuesOf(1999, 1000, areBytes: true), TestExamples.Loaded(smaller, new Example(1999, 0)));
        }
        finally
        {
            Run("umount", _folder);
        }
    }

    [TestMethod]
    public void Constructor_FolderMissing_SaysWhichAndWhatToDo()
    {
        var missing = Path.Combine(_folder, "missing");
        var error = Assert.ThrowsExactly<IOException>(() => new FileSource(Layout, 2, missing));

        StringAssert.Contains(error.Message, $"cannot be made in '{missing}'");
        StringAssert.Contains(error.Message, "Set CacheFolder to a folder that exists");
    }

    [TestMethod]
    public void Load_FileThatIsTooShort_SaysWhere()
    {
        using var source = new LosingDisk(Layout, _folder);
        TestExamples.Fill(source, 2);

        StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => source.Load(new Example(1, 0), new float[1000])).Message, "ends at byte 1500, but 2000 were written");
    }

    [TestMethod]
    public void Load_RowLargerThanABlock_GivesItsValues()
    {
        const int Size = 700_000;
        using var source = TestExamples.Fill(new FileSource(new ValueLayout(Size, AreBytes: false), TestExamples.Classes, _folder), 3);

        CollectionAssert.AreEqual(TestExamples.ValuesOf(2, Size), TestExamples.Loaded(source, new Example(2, 0)));
    }

    private static void AssertFileIsThere(string folder)
    {
        if (OperatingSystem.IsLinux())
            Assert.AreEqual(1, OpenFiles().Count(file => file.StartsWith(Path.Combine(folder, "NonNegML-"), StringComparison.Ordinal)));
    }

    private static List<string> OpenFiles() => OperatingSystem.IsLinux()
        ? [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(Target)]
        : [];

    // Of one that another thread closed meanwhile, nothing.
    private static string Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static int Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private sealed class FullDisk(ValueLayout layout, string folder, int blocks) : FileSource(layout, TestExamples.Classes, folder)
    {
        private int _left = blocks;

        protected override void Write(SafeFileHandle file, ReadOnlySpan<byte> block, long offset)
        {
            if (_left-- == 0)
                throw new IOException("No space left on device.");
            base.Write(file, block, offset);
        }
    }

    private sealed class LosingDisk(ValueLayout layout, string folder) : FileSource(layout, TestExamples.Classes, folder)
    {
        protected override void Write(SafeFileHandle file, ReadOnlySpan<byte> block, long offset) => base.Write(file, block[..1500], offset);
    }
}
