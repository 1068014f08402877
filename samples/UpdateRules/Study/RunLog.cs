using System.Text.Json;
using System.Text.Json.Serialization;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The finished runs of an output folder: one line of JSON each, appended as runs finish, read again when a study goes on.</summary>
/// <remarks>What a crash or a full disk left half written at the end is dropped. May be used from several threads; no other process can open the file meanwhile.</remarks>
internal sealed class RunLog : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly Dictionary<RunSpec, RunResult> _results = [];
    private readonly FileStream _file;

    private sealed record Line(RunSpec Spec, RunResult Result);

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="IOException">It cannot be opened, for instance because another process has it open.</exception>
    /// <exception cref="InvalidDataException">It holds something else than finished runs.</exception>
    public RunLog(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Read(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The result of a run, where it was finished before.</summary>
    public bool TryGet(RunSpec spec, out RunResult? result)
    {
        lock (_results)
            return _results.TryGetValue(spec, out result);
    }

    /// <summary>Notes a finished run; once this returns, it survives the end of the process.</summary>
    public void Add(RunSpec spec, RunResult result)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new Line(spec, result), Json);
        lock (_results)
        {
            _file.Write([.. line, (byte)'\n']);
            _file.Flush();
            _results[spec] = result;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Read(string path)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var (start, number) = (0, 1);
        for (var length = bytes.AsSpan().IndexOf((byte)'\n'); length >= 0; length = bytes.AsSpan(start).IndexOf((byte)'\n'), number++)
        {
            var line = Parse(path, number, bytes.AsSpan(start, length));
            _results[line.Spec] = line.Result;
            start += length + 1;
        }
        _file.SetLength(start);
        _file.Position = start;
    }

    private static Line Parse(string path, int number, ReadOnlySpan<byte> text)
    {
        try
        {
            if (JsonSerializer.Deserialize<Line>(text, Json) is { Spec: { Rates: not null }, Result: { EpochAccuracies: not null, TrainingLosses: not null } } line)
                return line;
        }
        catch (JsonException)
        {
            // Said below, for this and for what is JSON but no run.
        }
        throw new InvalidDataException($"{path}: line {number} is no finished run. Delete the line, or the file to start anew, or name another --output.");
    }
}
