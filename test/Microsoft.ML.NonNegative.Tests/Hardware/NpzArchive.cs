using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Microsoft.ML.NonNegative.Tests.Hardware;

/// <summary>Reads what hardware export writes, by the descriptions of the formats alone.</summary>
internal sealed partial class NpzArchive
{
    private readonly Dictionary<string, byte[]> _entries = [];

    public NpzArchive(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            _entries.Add(entry.FullName, content.ToArray());
            Times.Add(entry.LastWriteTime.DateTime);
        }
        Graph = JsonDocument.Parse(_entries["network.json"]).RootElement;
    }

    public JsonElement Graph { get; }

    public IReadOnlyCollection<string> Names => _entries.Keys;

    public HashSet<DateTime> Times { get; } = [];

    /// <summary>Type, shape and values of an array, in double precision.</summary>
    public NpyArray Array(string name) => Parse(_entries[name + ".npy"]);

    public static NpyArray Parse(byte[] bytes)
    {
        Assert.AreEqual("NUMPY", Encoding.ASCII.GetString(bytes, 1, 5));
        Assert.AreEqual((0x93, 1, 0), (bytes[0], bytes[6], bytes[7]));
        var start = 10 + (bytes[8] | bytes[9] << 8);
        Assert.AreEqual(0, start % 64);
        var match = Header().Match(Encoding.ASCII.GetString(bytes, 10, start - 10));
        Assert.IsTrue(match.Success, Encoding.ASCII.GetString(bytes, 10, start - 10));
        long[] shape = [.. match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        var values = match.Groups["type"].Value == "f4"
            ? [.. MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start)).ToArray().Select(value => (double)value)]
            : MemoryMarshal.Cast<byte, double>(bytes.AsSpan(start)).ToArray();
        Assert.AreEqual(shape.Aggregate(1L, (product, size) => product * size), values.Length);
        return new NpyArray(match.Groups["type"].Value, shape, values);
    }

    // A tuple of one has its comma, one of more has none at the end.
    [GeneratedRegex(@"^\{'descr': '<(?<type>f4|f8)', 'fortran_order': False, 'shape': \((?<shape>\d+,|\d+(, \d+)+)\), \} *\n$")]
    private static partial Regex Header();
}

/// <summary>An array as it was read.</summary>
internal sealed record NpyArray(string Type, long[] Shape, double[] Values);
