namespace Microsoft.ML.NonNegative;

/// <summary>Examples that are read from a data view in every pass.</summary>
/// <param name="rows">The data view's rows with a label.</param>
/// <param name="labels">Of the examples that the first pass found.</param>
/// <param name="fingerprint">Of these examples.</param>
/// <param name="unreadable">The positions of the rows that the first pass could not read, in ascending order; passed over.</param>
/// <param name="shuffleBuffer">The most payloads that are held to be shuffled.</param>
internal sealed class DataViewSource(TrainingRows rows, ExampleLabels labels, RowFingerprint fingerprint, IReadOnlyList<long> unreadable, int shuffleBuffer)
    : StreamedSource(rows.Reader.Layout, labels, fingerprint, shuffleBuffer)
{
    /// <inheritdoc/>
    public override void Load(Example example, Span<float> values)
    {
        try
        {
            rows.Reader.Load(example.Payload!, values);
        }
        catch (InvalidDataException e)
        {
            throw Changed(FormattableString.Invariant($"the image of example {example.Index} could be read in the first pass over it, and cannot be now ({e.Message})"), e);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<StreamedRow> Read()
    {
        using var cursor = rows.Open(withNames: false);
        var next = 0;
        while (cursor.MoveNext())
        {
            if (next < unreadable.Count && unreadable[next] == cursor.Position)
                next++;
            else
                yield return new StreamedRow(cursor.Label, cursor.Id, Take(cursor));
        }
    }

    private static object Take(TrainingRows.Cursor cursor)
    {
        try
        {
            return cursor.Take(null);
        }
        catch (InvalidDataException e)
        {
            throw Changed(FormattableString.Invariant($"the image of row {cursor.Position} (from 0) could be read in the first pass over it, and cannot be now ({e.Message})"), e);
        }
    }
}
