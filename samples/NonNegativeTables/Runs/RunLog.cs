using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The finished runs: one line of JSON each, appended as runs finish, read again when a command goes on.</summary>
/// <remarks>What a crash left half written at the end is dropped. May be used from several threads; other processes can read the file meanwhile, but not write it.</remarks>
internal sealed class RunLog : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "runs.jsonl";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly Dictionary<RunSpec, RunResult> _results = [];
    private readonly FileStream _lock;
    private readonly FileStream? _file;

    /// <summary>A finished run.</summary>
    internal sealed record Line(RunSpec Spec, RunResult Result);

    /// <summary>Opens or makes the file, to go on with it.</summary>
    /// <exception cref="IOException">It cannot be opened, for instance because another process writes it.</exception>
    /// <exception cref="InvalidDataException">It holds something else than finished runs.</exception>
    public RunLog(string path)
    {
        _lock = Lock(path);
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            var bytes = new byte[_file.Length];
            _file.ReadExactly(bytes);
            var (lines, end) = Parse(path, bytes);
            foreach (var line in lines)
                _results[line.Spec] = line.Result;
            _file.SetLength(end);
            _file.Position = end;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The runs of a file, which another process may be writing; of equal ones the last.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It holds something else than finished runs.</exception>
    public static IReadOnlyList<Line> Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There are no runs yet: {path} is missing. Do some by the command 'run', or name another --output.", path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return [.. Parse(path, bytes).Lines.GroupBy(line => line.Spec).Select(same => same.Last())];
    }

    /// <summary>The result of a run, where it was finished before; else null.</summary>
    public RunResult? Find(RunSpec spec)
    {
        lock (_results)
            return _results.GetValueOrDefault(spec);
    }

    /// <summary>Notes a finished run; once this returns, it survives the end of the process.</summary>
    public void Add(RunSpec spec, RunResult result)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new Line(spec, result), Json);
        lock (_results)
        {
            _file!.Write([.. line, (byte)'\n']);
            _file.Flush();
            _results[spec] = result;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _lock.Dispose();
    }

    // A file of its own: not every system can keep others from writing a file that they may read.
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new IOException($"{path} is being written by another command, or its folder cannot be written. Wait for it, or name another --output.", e);
        }
    }

    private static (List<Line> Lines, int End) Parse(string path, byte[] bytes)
    {
        var lines = new List<Line>();
        var start = 0;
        for (var length = bytes.AsSpan().IndexOf((byte)'\n'); length >= 0; length = bytes.AsSpan(start).IndexOf((byte)'\n'))
        {
            lines.Add(Parse(path, lines.Count + 1, bytes.AsSpan(start, length)));
            start += length + 1;
        }
        return (lines, start);
    }

    private static Line Parse(string path, int number, ReadOnlySpan<byte> text)
    {
        try
        {
            if (JsonSerializer.Deserialize<Line>(text, Json) is { Spec.First: not null, Result: { Hardware: not null, Date: not null } } line)
                return line;
        }
        catch (JsonException)
        {
            // Said below, for this and for what is JSON but no run.
        }
        throw new InvalidDataException($"{path}: line {number} is no finished run. Delete the line, or name another --output.");
    }
}
