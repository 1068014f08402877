namespace Microsoft.ML.NonNegative;

/// <summary>What a training run is, as name-value pairs in a fixed order: two runs with the same ones go the same way.</summary>
internal sealed class RunDescription
{
    /// <summary>The entry for the weights at the start, which follow from the others: told of only where nothing else differs.</summary>
    public const string Start = "Weights at the start";

    private const int MaxEntries = 1_000;

    private readonly List<(string Name, string Value)> _entries;

    /// <param name="entries">What the run depends on, besides the program.</param>
    public RunDescription(IEnumerable<(string Name, string Value)> entries) => _entries = [.. entries];

    public void Write(BinaryWriter writer)
    {
        writer.Write(_entries.Count);
        foreach (var (name, value) in _entries)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    /// <exception cref="InvalidDataException">The data is none that could have been written.</exception>
    public static RunDescription Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        return count is >= 0 and <= MaxEntries
            ? new RunDescription(Enumerable.Range(0, count).Select(_ => (reader.ReadString(), reader.ReadString())))
            : throw new InvalidDataException($"A run is described by {count} entries; at most {MaxEntries} are possible.");
    }

    /// <summary>The value of a name, or null.</summary>
    public string? this[string name] => _entries.Where(entry => entry.Name == name).Select(entry => entry.Value).FirstOrDefault();

    /// <summary>In words, what of <paramref name="earlier"/> is not as in this run; none where they are the same.</summary>
    public IReadOnlyList<string> DifferencesTo(RunDescription earlier)
    {
        var all = Differences(earlier).ToList();
        return all.Count > 1 ? [.. all.Where(difference => !difference.StartsWith(Start, StringComparison.Ordinal))] : all;
    }

    private IEnumerable<string> Differences(RunDescription earlier)
    {
        var before = earlier._entries.ToDictionary(entry => entry.Name, entry => entry.Value);
        foreach (var (name, value) in _entries)
            if (!before.Remove(name, out var was))
                yield return $"{name} is {value} now, and was unknown";
            else if (was != value)
                yield return $"{name} was {was}, and is {value} now";
        foreach (var (name, was) in before)
            yield return $"{name} was {was}, and is unknown now";
    }
}
