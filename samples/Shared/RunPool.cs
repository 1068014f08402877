using System.Runtime.ExceptionServices;
using TorchSharp;

namespace NonNegML.Samples;

/// <summary>Does jobs side by side.</summary>
/// <remarks>A job depends on nothing but what it is asked for, so results are the same whatever the number of workers.</remarks>
internal static class RunPool
{
    /// <summary>Does the jobs, in order of their places.</summary>
    /// <param name="jobs">What to do; each gets a token that stops it.</param>
    /// <param name="workers">How many at once.</param>
    /// <param name="threads">The threads of each; results of more than one differ in rounding.</param>
    /// <param name="cancellation">Stops all.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Do(IEnumerable<Action<CancellationToken>> jobs, int workers, int threads, CancellationToken cancellation)
    {
        var waiting = new Queue<Action<CancellationToken>>(jobs);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failures = new List<Exception>();

        void Work()
        {
            torch.set_num_threads(threads);
            try
            {
                while (!stop.IsCancellationRequested && Next(waiting) is { } job)
                    job(stop.Token);
            }
            catch (Exception failure)
            {
                lock (failures)
                    failures.Add(failure);
                stop.Cancel();
            }
        }

        var running = Enumerable.Range(0, Math.Min(workers, waiting.Count)).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        running.ForEach(thread => thread.Start());
        running.ForEach(thread => thread.Join());
        cancellation.ThrowIfCancellationRequested();
        if (failures.Count > 0)
            ExceptionDispatchInfo.Throw(failures[0]);
    }

    private static Action<CancellationToken>? Next(Queue<Action<CancellationToken>> waiting)
    {
        lock (waiting)
            return waiting.TryDequeue(out var job) ? job : null;
    }
}
