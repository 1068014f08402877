using System.Formats.Tar;
using System.IO.Compression;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Reads CIFAR-10 in its binary form: records of 1 + 3072 bytes, the class and 32x32 red, green and blue values; from a folder or straight from a tar.gz.</summary>
internal static class CifarReader
{
    /// <summary>The bytes of an image.</summary>
    public const int ImageBytes = 3 * 32 * 32;

    /// <summary>The number of classes.</summary>
    public const int Classes = 10;

    private const string TestName = "test_batch.bin";
    private const string TrainPrefix = "data_batch_";
    private const string Extension = ".bin";
    private const int RecordBytes = 1 + ImageBytes;

    // The most that is accepted of one file, ten times the published size, and of all of them.
    private const long MostFileBytes = 10L * 10_000 * RecordBytes;
    private const long MostBytes = 20L * 10_000 * RecordBytes;

    /// <summary>Pixels and classes.</summary>
    internal sealed record Records(byte[] Pixels, byte[] Labels);

    /// <summary>Reads the data set of a folder.</summary>
    /// <param name="folder">Holds a folder cifar-10-batches-bin, or those files themselves, or a tar.gz of them whose name begins with cifar-10.</param>
    /// <exception cref="FileNotFoundException">There is none of them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or missing; the message says which and how.</exception>
    public static (Records Train, Records Test) Read(string folder)
    {
        var files = new[] { Path.Combine(folder, "cifar-10-batches-bin"), folder }.FirstOrDefault(one => File.Exists(Path.Combine(one, TestName)));
        if (files is not null)
            return Split(files, Directory.EnumerateFiles(files).Where(path => IsWanted(Path.GetFileName(path))).ToDictionary(path => Path.GetFileName(path), ReadFile));
        var archive = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "cifar-10*.tar.gz").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return archive is null
            ? throw new FileNotFoundException($"{folder}: neither cifar-10-batches-bin/{TestName} nor an archive cifar-10*.tar.gz is there. Put the binary version of CIFAR-10 there.")
            : Split(archive, ReadArchive(archive));
    }

    private static bool IsWanted(string name) => name == TestName || name.StartsWith(TrainPrefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal);

    private static byte[] ReadFile(string path) => new FileInfo(path).Length is var length && length <= MostFileBytes
        ? File.ReadAllBytes(path)
        : throw Wrong(path, $"{length} bytes", $"at most {MostFileBytes}");

    private static Dictionary<string, byte[]> ReadArchive(string path)
    {
        var files = new Dictionary<string, byte[]>();
        try
        {
            using var file = File.OpenRead(path);
            using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            using var archive = new TarReader(unzipped);
            var total = 0L;
            while (archive.GetNextEntry() is { } entry)
            {
                var name = Path.GetFileName(entry.Name);
                total += entry.Length;
                if (entry.Length > MostFileBytes || total > MostBytes)
                    throw Wrong(path, $"an entry {name} of {entry.Length} bytes after {total - entry.Length}", $"at most {MostFileBytes} in one, {MostBytes} in all");
                if (!IsWanted(name))
                    continue;
                var bytes = new byte[entry.Length];
                entry.DataStream?.ReadExactly(bytes);
                if (!files.TryAdd(name, bytes))
                    throw Wrong(path, $"two entries {name}", "one");
            }
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException || e is InvalidDataException && !e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw Wrong(path, $"a damaged or cut archive ({e.Message})", "a whole tar.gz", e);
        }
        return files;
    }

    private static (Records Train, Records Test) Split(string place, Dictionary<string, byte[]> files)
    {
        foreach (var (name, bytes) in files)
            Check(place, name, bytes);
        var train = files.Where(file => file.Key != TestName).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value).ToList();
        if (train.Count == 0)
            throw Wrong(place, "no training file", $"{TrainPrefix}1{Extension} or more");
        return (Parse(train), Parse([files.TryGetValue(TestName, out var test) ? test : throw Wrong(place, $"no {TestName}", "one")]));
    }

    private static void Check(string place, string name, byte[] bytes)
    {
        if (bytes.Length == 0 || bytes.Length % RecordBytes != 0)
            throw Wrong(place, $"{bytes.Length} bytes in {name}", $"one or more whole records of {RecordBytes} bytes");
        for (var i = 0; i < bytes.Length; i += RecordBytes)
            if (bytes[i] >= Classes)
                throw Wrong(place, $"class {bytes[i]} in record {i / RecordBytes} of {name}", $"0 to {Classes - 1}");
    }

    private static Records Parse(List<byte[]> files)
    {
        var count = files.Sum(file => file.Length / RecordBytes);
        var (pixels, labels, next) = (new byte[count * ImageBytes], new byte[count], 0);
        foreach (var file in files)
            for (var i = 0; i < file.Length; i += RecordBytes, next++)
            {
                labels[next] = file[i];
                file.AsSpan(i + 1, ImageBytes).CopyTo(pixels.AsSpan(next * ImageBytes));
            }
        return new(pixels, labels);
    }

    private static InvalidDataException Wrong(string path, string found, string expected, Exception? inner = null) =>
        new($"{path}: found {found}, expected {expected}. Get the file again, or give another folder.", inner);
}
