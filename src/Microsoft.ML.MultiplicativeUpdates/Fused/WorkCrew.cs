namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>Splits numbered units of work over the calling thread and some of the thread pool; allocates nothing once built.</summary>
/// <remarks>Who is free takes the next unit. Where the pool is busy, the calling thread does it all.</remarks>
internal sealed class WorkCrew
{
    private const int Idle = 0;
    private const int Queued = 1;
    private const int Running = 2;

    private Helper[] _helpers = [];
    private Action<int>? _work;
    private Exception? _failure;
    private int _units;
    private int _next;

    /// <summary>Does units 0 to <paramref name="units"/> - 1, each once, and returns when all are done.</summary>
    public void Run(int units, int threads, Action<int> work)
    {
        var helpers = Math.Min(threads, units) - 1;
        if (helpers < 1)
        {
            for (var unit = 0; unit < units; unit++)
                work(unit);
            return;
        }
        if (_helpers.Length < helpers)
            _helpers = [.. _helpers, .. Enumerable.Range(0, helpers - _helpers.Length).Select(_ => new Helper(this))];
        (_work, _units, _next, _failure) = (work, units, 0, null);
        for (var i = 0; i < helpers; i++)
        {
            Volatile.Write(ref _helpers[i].State, Queued);
            ThreadPool.UnsafeQueueUserWorkItem(_helpers[i], preferLocal: false);
        }
        TakeUnits();
        for (var i = 0; i < helpers; i++)
        {
            // One that has not begun has nothing left to do: its turn, when it comes, finds it idle.
            if (Interlocked.CompareExchange(ref _helpers[i].State, Idle, Queued) == Queued)
                continue;
            var wait = default(SpinWait);
            while (Volatile.Read(ref _helpers[i].State) != Idle)
                wait.SpinOnce(sleep1Threshold: -1);
        }
        if (_failure is not null)
            throw new InvalidOperationException("A piece of the work failed.", _failure);
    }

    private void TakeUnits()
    {
        try
        {
            for (var unit = Interlocked.Increment(ref _next) - 1; unit < _units; unit = Interlocked.Increment(ref _next) - 1)
                _work!(unit);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }

    private sealed class Helper(WorkCrew crew) : IThreadPoolWorkItem
    {
        public int State;

        public void Execute()
        {
            if (Interlocked.CompareExchange(ref State, Running, Queued) != Queued)
                return;
            crew.TakeUnits();
            Volatile.Write(ref State, Idle);
        }
    }
}
