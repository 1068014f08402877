using System.Runtime.ExceptionServices;

namespace Microsoft.ML.NonNegative;

/// <summary>Threads that make the batches of a pass ahead of the one thread that takes them.</summary>
/// <remarks>
/// Two locks. Who holds <c>_drawing</c> draws the next step; <c>_gate</c> guards the fields and is never held while anything is drawn, loaded or waited for but its own signal.
/// A worker takes <c>_gate</c> while it holds <c>_drawing</c>, nobody the other way round, and the taker never takes <c>_drawing</c>. The taker waits for step <c>_taken</c>
/// only: either a worker has it, and brings it or its failure without waiting for anybody; or it is the next to be drawn, for which there always is room.
/// </remarks>
internal sealed class BatchCrew : IDisposable
{
    private readonly Lock _drawing = new();
    private readonly object _gate = new();
    private readonly Dictionary<int, (Batch? Batch, ExceptionDispatchInfo? Failure)> _made = [];
    private readonly OrderReader _order;
    private readonly BatchMaker _maker;
    private readonly int _room;
    private readonly Task[] _workers;
    private int _next;
    private int _end;
    private int _taken;
    private volatile bool _stopped;

    /// <param name="order">Draws the steps from <paramref name="firstStep"/> on; not disposed.</param>
    /// <param name="maker">Makes them.</param>
    /// <param name="firstStep">The first step to make.</param>
    /// <param name="steps">The step behind the last one to make.</param>
    /// <param name="workers">The number of threads; at least 1.</param>
    /// <param name="room">The most batches that are being made or wait to be taken; at least 1.</param>
    public BatchCrew(OrderReader order, BatchMaker maker, int firstStep, int steps, int workers, int room)
    {
        (_order, _maker, _next, _taken, _end, _room) = (order, maker, firstStep, firstStep, steps, room);
        _workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    /// <summary>The next step's batch, once it is there. What failed for it is thrown as it was.</summary>
    public Batch Take(CancellationToken cancellationToken)
    {
        // Wakes the wait below; registered without the lock, which the callback takes.
        using var wake = cancellationToken.UnsafeRegister(static crew => ((BatchCrew)crew!).Signal(), this);
        lock (_gate)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_made.Remove(_taken, out var made))
                {
                    _taken++;
                    Monitor.PulseAll(_gate);
                    made.Failure?.Throw();
                    return made.Batch!;
                }
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Stops the threads, waits for them, and frees what nobody took.</summary>
    public void Dispose()
    {
        _stopped = true;
        Signal();
        Task.WaitAll(_workers);
        foreach (var (batch, _) in _made.Values)
            batch?.Dispose();
        _made.Clear();
    }

    private void Work()
    {
        while (Draw() is var (step, examples))
        {
            try
            {
                Bring(step, _maker.Make(step, examples, CheckStopped), null);
            }
            catch (Exception e)
            {
                Bring(step, null, e);
            }
        }
    }

    private (int Step, Example[] Examples)? Draw()
    {
        lock (_drawing)
        {
            if (!WaitForRoom(out var step))
                return null;
            try
            {
                return (step, _order.Next(CheckStopped));
            }
            catch (Exception e)
            {
                lock (_gate)
                    _end = step;
                Bring(step, null, e);
                return null;
            }
        }
    }

    private bool WaitForRoom(out int step)
    {
        lock (_gate)
        {
            while (!_stopped && _next < _end && _next - _taken >= _room)
                Monitor.Wait(_gate);
            step = _next;
            if (_stopped || _next >= _end)
                return false;
            _next++;
            return true;
        }
    }

    private void Bring(int step, Batch? batch, Exception? failure)
    {
        lock (_gate)
        {
            _made.Add(step, (batch, failure is null ? null : ExceptionDispatchInfo.Capture(failure)));
            Monitor.PulseAll(_gate);
        }
    }

    private void Signal()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    private void CheckStopped()
    {
        if (_stopped)
            throw new OperationCanceledException("The batches are not wanted any more.");
    }
}
