using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>The first pass over training data, in which everything is found out about it, and stored where it is to be stored.</summary>
internal sealed class TrainingDataReader : IDisposable
{
    private readonly TrainingRows _rows;
    private readonly TrainingDataSettings _settings;
    private readonly PayloadReader _reader;
    private readonly StoredSource? _stored;
    private readonly ExampleLabels _labels;
    private readonly ValueRange? _range;
    private readonly ChannelStatistics? _statistics;
    private RowFingerprint _fingerprint;
    private long _unlabeled;

    /// <param name="rows">The data.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="range">The features' range, or null to find it.</param>
    /// <param name="settings">How to read.</param>
    public TrainingDataReader(TrainingRows rows, int classes, SignalRange? range, TrainingDataSettings settings)
    {
        (_rows, _reader, _settings) = (rows, rows.Reader, settings);
        _labels = new ExampleLabels(classes);
        _range = range is null ? new ValueRange() : null;
        _statistics = settings.NormalizedShape is { } shape ? new ChannelStatistics(shape, range) : null;
        _stored = settings.Storage switch
        {
            DataStorage.Memory => new MemorySource(_reader.Layout, classes),
            DataStorage.File => new FileSource(_reader.Layout, classes, settings.CacheFolder ?? Path.GetTempPath()),
            DataStorage.Stream => null,
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "There is no such storage."),
        };
    }

    /// <summary>The images that could not be read.</summary>
    public SkippedImages Skipped { get; } = new();

    /// <summary>The range of the values; of data with no rows, nothing.</summary>
    public SignalRange? FoundRange => _range?.Found;

    /// <summary>The statistics of the channels, or null where they are not wanted.</summary>
    public ChannelStatistics? Statistics => _statistics;

    /// <summary>Reads all rows.</summary>
    /// <param name="channel">Is told of rows that are left out.</param>
    /// <param name="checkCancellation">Throws when reading is to stop; asked before every row.</param>
    /// <returns>The examples; the caller's.</returns>
    /// <exception cref="InvalidOperationException">There are no examples, or of one class only where they are to be trained on; or too many images cannot be read.</exception>
    public ExampleSource Read(IChannel channel, Action checkCancellation)
    {
        Pass(checkCancellation);
        if (_unlabeled > 0)
            channel.Warning(MessageSensitivity.None, FormattableString.Invariant($"{_unlabeled} rows have no label and are left out."));
        Skipped.Report(channel, _labels.Count + Skipped.Count, _settings.MaxUnreadableShare, _settings.Role);
        CheckClasses();
        channel.Info(MessageSensitivity.None, FormattableString.Invariant($"Read {_labels.Count} rows of {_reader.Layout.Size} features in {_labels.Classes} classes."));
        if (_stored is null)
        {
            WarnOfSortedRows(channel);
            return new DataViewSource(_rows, _labels, _fingerprint, Skipped.Rows, _settings.ShuffleBuffer);
        }
        _stored.Complete();
        return _stored;
    }

    /// <summary>Frees what was stored, after a failure.</summary>
    public void Dispose() => _stored?.Dispose();

    private void Pass(Action checkCancellation)
    {
        // Only files are worth a thread: all else is prepared when it is taken.
        var queue = new DecodingQueue(_reader, _reader is EncodedImagePayloadReader ? _settings.Workers : 0);
        using var cursor = _rows.Open(withNames: _reader.Layout.AreBytes);
        object? spare = null;
        try
        {
            while (cursor.MoveNext(checkCancellation))
            {
                var row = Take(cursor, spare);
                queue.Add(row);
                if (!queue.IsFull)
                    continue;
                queue.Take(Accept, Reject);
                spare = queue.IsEmpty ? row.Payload : null;
            }
            for (; !queue.IsEmpty; checkCancellation())
                queue.Take(Accept, Reject);
        }
        finally
        {
            queue.Drain();
        }
        _unlabeled = cursor.Unlabeled;
    }

    private static ReadRow Take(TrainingRows.Cursor cursor, object? spare)
    {
        var (payload, failure) = ((object?)null, (string?)null);
        try
        {
            payload = cursor.Take(spare);
        }
        catch (InvalidDataException e)
        {
            failure = e.Message;
        }
        return new ReadRow(cursor.Position, cursor.Name, cursor.Label, cursor.Id, payload, failure);
    }

    private void Accept(ReadRow row, ReadOnlySpan<byte> values)
    {
        _stored?.Add(row.Label, values);
        _labels.Add(row.Label);
        _fingerprint.Add(row.Id);
        _range?.Add(values);
        _statistics?.Add(values, _reader.Layout);
    }

    private void Reject(ReadRow row, string reason) => Skipped.Add(new SkippedImage(row.Position, row.Name, reason));

    // A buffer that sees one class after the other cannot mix them.
    private void WarnOfSortedRows(IChannel channel)
    {
        var seen = Enumerable.Range(0, Math.Min(_settings.ShuffleBuffer, _labels.Count)).Select(i => _labels[i]).Distinct().Count();
        var all = _labels.ClassCounts.Count(count => count > 0);
        if (seen < all && _settings.Classes is null)
            channel.Warning(MessageSensitivity.None, FormattableString.Invariant($"The first {_settings.ShuffleBuffer} rows, which are all that is shuffled at once ({nameof(_settings.ShuffleBuffer)}), have {seen} of the {all} classes only: steps will see few classes at a time, and learn badly. Shuffle the list that they come from, raise {nameof(_settings.ShuffleBuffer)}, or use {nameof(DataStorage)}.{nameof(DataStorage.File)}."));
    }

    private void CheckClasses()
    {
        if (_labels.Count == 0)
            throw new InvalidOperationException(Skipped.Count > 0
                ? FormattableString.Invariant($"The {_settings.Role} data has no image that can be read; {Skipped.Count} cannot.")
                : $"The {_settings.Role} data has no rows{(_unlabeled > 0 ? FormattableString.Invariant($" with a label ({_unlabeled} without)") : "")}.");
        if (_settings.Classes is null && _labels.ClassCounts.Count(count => count > 0) < 2)
            throw new InvalidOperationException(FormattableString.Invariant($"All {_labels.Count} rows of the training data are of one class; a classifier needs at least 2."));
    }
}
