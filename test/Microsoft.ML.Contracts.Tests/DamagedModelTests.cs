using System.IO.Compression;
using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class DamagedModelTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void Load_NoArchive_ThrowsFormatException()
    {
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => _ml.Model.Load(new MemoryStream([1, 2, 3, 4]), out _)).Message, "Failed to open a zip archive");
        Assert.ThrowsExactly<FormatException>(() => _ml.Model.Load(new MemoryStream(), out _));
    }

    [TestMethod]
    public void Load_Truncated_Throws()
    {
        var file = File();
        foreach (var part in new[] { 0.1, 0.5, 0.9, 0.99 })
            AssertFails(file[..(int)(part * file.Length)]);
    }

    [TestMethod]
    public void Load_EntryMissing_Throws()
    {
        foreach (var name in new[] { "TransformerChain/Model.key", "TransformerChain/Transform_000/Model.key", "TransformerChain/Transform_000/Vocabulary/Model.key", "TransformerChain/Transform_001/mean.bin" })
            AssertFails(Rewrite((entry, content) => entry == name ? null : content));
    }

    [TestMethod]
    public void Load_EntryCut_Throws()
    {
        foreach (var name in new[] { "TransformerChain/Model.key", "TransformerChain/Transform_000/Model.key", "TransformerChain/Transform_000/Vocabulary/Model.key", "TransformerChain/Transform_001/Model.key" })
            foreach (var length in new[] { 0, 100, 258 })
                AssertFails(Rewrite((entry, content) => entry == name ? content[..Math.Min(length, content.Length - 1)] : content));
    }

    [TestMethod]
    public void Load_CountsMadeHuge_Throws()
    {
        // Behind the header of 256 bytes: the number of transformers, of columns, of terms.
        foreach (var name in new[] { "TransformerChain/Model.key", "TransformerChain/Transform_000/Model.key", "TransformerChain/Transform_000/Vocabulary/Model.key" })
            AssertFails(Rewrite((entry, content) =>
            {
                if (entry == name)
                    BitConverter.GetBytes(1_000_000).CopyTo(content, 256);
                return content;
            }));
    }

    [TestMethod]
    public void Load_HeaderFieldsDamaged_Throws()
    {
        // Positions and lengths of the parts of the file, each made enormous.
        foreach (var offset in new[] { 0, 0x10, 0x18, 0x20, 0x28, 0x30, 0x38, 0x80, 0x88, 0x90 })
            AssertFails(Rewrite((entry, content) =>
            {
                if (entry == "TransformerChain/Transform_000/Model.key")
                    BitConverter.GetBytes(0x7FFFFFFF00L).CopyTo(content, offset);
                return content;
            }));
    }

    [TestMethod]
    public void Load_SchemaDamaged_Throws()
    {
        foreach (var offset in new[] { 0, 24, 32 })
            AssertFails(Rewrite((entry, content) =>
            {
                if (entry == "Schema")
                    BitConverter.GetBytes(0x7FFFFFFFL).CopyTo(content, offset);
                return content;
            }));
    }

    [TestMethod]
    public void Load_UnknownLoader_Throws() =>
        AssertFails(Rewrite((entry, content) =>
        {
            if (entry == "TransformerChain/Transform_001/Model.key")
                content[0x50] = (byte)'X';
            return content;
        }));

    private void AssertFails(byte[] file)
    {
        try
        {
            _ml.Model.Load(new MemoryStream(file), out _);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return;
        }

        Assert.Fail("The damaged file was loaded.");
    }

    private byte[] File()
    {
        var data = _ml.Data.LoadFromEnumerable([new Row { Value = 1, Name = "a" }, new Row { Value = 3, Name = "b" }]);
        var model = _ml.Transforms.Conversion.MapValueToKey("Key", "Name").Append(new MeanEstimator(_ml, "Value")).Fit(data);
        return ModelFileTests.Save(model, data.Schema).ToArray();
    }

    private byte[] Rewrite(Func<string, byte[], byte[]?> change)
    {
        using var source = new ZipArchive(new MemoryStream(File()));
        using var result = new MemoryStream();
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                    stream.CopyTo(content);
                if (change(entry.FullName.Replace('\\', '/'), content.ToArray()) is { } changed)
                    using (var stream = target.CreateEntry(entry.FullName).Open())
                        stream.Write(changed);
            }
        }

        return result.ToArray();
    }

    private sealed class Row
    {
        public float Value { get; set; }

        public string Name { get; set; } = "";
    }
}
