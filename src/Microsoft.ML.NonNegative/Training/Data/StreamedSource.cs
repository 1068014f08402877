using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>Examples that are read anew in every pass; only their labels are kept, to see that the input stays as it was.</summary>
/// <param name="layout">How values lie in a payload's row.</param>
/// <param name="labels">Of the first pass.</param>
/// <param name="fingerprint">Of the rows of the first pass.</param>
/// <param name="shuffleBuffer">The most payloads that are held to be shuffled; at least 1.</param>
internal abstract class StreamedSource(ValueLayout layout, ExampleLabels labels, RowFingerprint fingerprint, int shuffleBuffer) : ExampleSource
{
    // Files of photos are far larger than what becomes of them.
    private const long MaxHeldBytes = 1L << 30;

    /// <inheritdoc/>
    public override int Size => Layout.Size;

    /// <inheritdoc/>
    public override bool AreBytes => Layout.AreBytes;

    /// <inheritdoc/>
    public override bool NeedsPayload => true;

    /// <inheritdoc/>
    public override ImmutableArray<long> ClassCounts { get; } = labels.ClassCounts;

    /// <summary>How values lie in a payload's row.</summary>
    protected ValueLayout Layout { get; } = layout;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is not what it was in the first pass.</exception>
    public override IEnumerable<Example> InOrder()
    {
        var index = 0;
        var seen = default(RowFingerprint);
        foreach (var row in Read())
        {
            if (index >= labels.Count)
                throw Changed(FormattableString.Invariant($"it had {labels.Count} examples in the first pass over it, and has more now"));
            if (row.Label != labels[index])
                throw Changed(FormattableString.Invariant($"example {index} was of class {labels[index]} (from 0) in the first pass over it, and is of class {row.Label} now"));
            seen.Add(row.Id);
            yield return new Example(index++, row.Label, row.Payload);
        }
        if (index < labels.Count)
            throw Changed(FormattableString.Invariant($"it had {labels.Count} examples in the first pass over it, and has {index} now"));
        if (seen.Value != fingerprint.Value)
            throw Changed("its rows come in another order than in the first pass over it");
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Through a buffer: it is filled, with at most 1 GiB; each further example takes the place of a random one, which is given out; what is left at the end is given out in random order. With as
    /// many examples as the buffer holds, or fewer, every order is as likely as any other.
    /// </remarks>
    public override IEnumerable<Example> Shuffled(int seed)
    {
        var random = new Random(seed);
        var buffer = new List<Example>(Math.Min(shuffleBuffer, labels.Count));
        long held = 0;
        foreach (var example in InOrder())
        {
            if (buffer.Count < shuffleBuffer && held < MaxHeldBytes)
            {
                buffer.Add(example);
                held += example.Payload is Array payload ? Buffer.ByteLength(payload) : 0;
                continue;
            }
            var place = random.Next(buffer.Count);
            var chosen = buffer[place];
            buffer[place] = example;
            yield return chosen;
        }
        while (buffer.Count > 0)
        {
            var place = random.Next(buffer.Count);
            var chosen = buffer[place];
            buffer[place] = buffer[^1];
            buffer.RemoveAt(buffer.Count - 1);
            yield return chosen;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Example> Labels() => labels.InOrder();

    /// <summary>Reads the input from its start: the rows that were examples in the first pass, in their order.</summary>
    protected abstract IEnumerable<StreamedRow> Read();

    /// <summary>The exception for an input that is not what it was.</summary>
    /// <param name="how">For example "it had 9 examples in the first pass over it, and has 8 now".</param>
    /// <param name="inner">What showed it, or null.</param>
    protected static InvalidOperationException Changed(string how, Exception? inner = null) =>
        new($"The training data changed between epochs: {how}. DataStorage.Stream reads the data anew for every epoch, so that it must give the same rows in the same order each time; use DataStorage.File, which reads it once.", inner);
}
