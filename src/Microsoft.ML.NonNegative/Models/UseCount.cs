namespace Microsoft.ML.NonNegative;

/// <summary>Counts who uses something that has to be freed: it is freed when it is closed and its last use has ended, on the thread that comes last. Thread-safe.</summary>
/// <param name="owner">What users know it as, for the message.</param>
/// <param name="free">Called once.</param>
internal sealed class UseCount(Type owner, Action free)
{
    private readonly Lock _lock = new();
    private int _uses;
    private bool _closed;

    /// <summary>Whether no use can begin any more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _closed;
        }
    }

    /// <summary>Begins a use, which ends when the result is disposed; once.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public Use Begin()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, owner);
            _uses++;
        }
        return new Use(this);
    }

    /// <summary>Lets no use begin from now on; does not wait for those that are under way.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            if (_uses > 0)
                return;
        }
        free();
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_uses > 0 || !_closed)
                return;
        }
        free();
    }

    /// <summary>A use that is under way.</summary>
    internal readonly struct Use(UseCount count) : IDisposable
    {
        /// <summary>Ends it.</summary>
        public void Dispose() => count.End();
    }
}
