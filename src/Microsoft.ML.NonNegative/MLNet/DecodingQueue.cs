using System.Buffers;

namespace Microsoft.ML.NonNegative;

/// <summary>A labelled row that was read.</summary>
/// <param name="Position">Its row, from 0.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Label">Its class, from 0.</param>
/// <param name="Id">What tells it from others.</param>
/// <param name="Payload">Its features as they were taken, or null where that failed.</param>
/// <param name="Failure">Why they cannot be read, or null where they can.</param>
internal sealed record ReadRow(long Position, string? Name, int Label, UInt128 Id, object? Payload, string? Failure);

/// <summary>Decodes rows on worker threads, and gives them back in the order they came. The threads wait for nothing; the queue's user never adds more than it takes back.</summary>
/// <param name="reader">Decodes.</param>
/// <param name="workers">The most rows that are decoded at once; 0 decodes a row when it is taken back.</param>
internal sealed class DecodingQueue(PayloadReader reader, int workers)
{
    // What one worker finishes early, another one's long row does not hold up.
    private readonly int _capacity = 1 + 4 * workers;
    private readonly TaskFactory _factory = new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, workers)).ConcurrentScheduler);
    private readonly Queue<(ReadRow Row, Task<Decoded>? Decoded)> _rows = new();

    /// <summary>Whether a row must be taken back before the next one is added.</summary>
    public bool IsFull => _rows.Count >= _capacity;

    /// <summary>Whether all rows were taken back.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Adds a row.</summary>
    public void Add(ReadRow row) => _rows.Enqueue((row, workers > 0 ? _factory.StartNew(() => Decode(row)) : null));

    /// <summary>Takes the oldest row back, once it is decoded.</summary>
    /// <param name="accept">Is given a row that could be read, with its values as the reader's layout has them, which are valid for the call only.</param>
    /// <param name="reject">Is given one that could not be read, with the reason.</param>
    public void Take(RowAcceptor accept, Action<ReadRow, string> reject)
    {
        var (row, task) = _rows.Dequeue();
        var (values, failure) = task is null ? Decode(row) : task.GetAwaiter().GetResult();
        if (values is null)
        {
            reject(row, failure!);
            return;
        }
        accept(row, values.AsSpan(0, reader.Layout.RowBytes));
        ArrayPool<byte>.Shared.Return(values);
    }

    /// <summary>Waits until no thread is at work; what went wrong there is of no interest any more.</summary>
    public void Drain()
    {
        while (_rows.TryDequeue(out var pending))
            ((IAsyncResult?)pending.Decoded)?.AsyncWaitHandle.WaitOne();
    }

    private Decoded Decode(ReadRow row)
    {
        if (row.Payload is null)
            return new Decoded(null, row.Failure);
        var values = ArrayPool<byte>.Shared.Rent(reader.Layout.RowBytes);
        try
        {
            reader.Prepare(row.Payload, values.AsSpan(0, reader.Layout.RowBytes));
            return new Decoded(values, null);
        }
        catch (InvalidDataException e)
        {
            ArrayPool<byte>.Shared.Return(values);
            return new Decoded(null, e.Message);
        }
    }

    private sealed record Decoded(byte[]? Values, string? Failure);
}

/// <summary>Is given a row with its values.</summary>
internal delegate void RowAcceptor(ReadRow row, ReadOnlySpan<byte> values);
