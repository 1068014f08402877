using System.Runtime.ExceptionServices;
using TorchSharp;

namespace NonNegML.Samples.UpdateRules;

/// <summary>Does runs side by side, each on one thread; those in the log are not done again.</summary>
/// <remarks>A run depends on nothing but what it is asked for, so results are the same whatever the number of workers.</remarks>
internal sealed class RunPool(StudyData data, RunLog log, int workers, CancellationToken cancellation)
{
    /// <summary>Does the runs that are not in the log.</summary>
    /// <param name="runs">Runs and how to do them; each once.</param>
    /// <param name="started">Is told, one call at a time, how many are to be done.</param>
    /// <param name="finished">Is told of each run that is finished, one call at a time.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; what was finished is in the log.</exception>
    public void Do(IEnumerable<PlannedRun> runs, Action<int> started, Action<PlannedRun, RunResult> finished)
    {
        var waiting = new Queue<PlannedRun>(runs.DistinctBy(run => run.Spec).Where(run => !log.TryGet(run.Spec, out _)));
        started(waiting.Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failures = new List<Exception>();

        void Work()
        {
            // One thread a run: the processors are shared out among runs, and sums do not depend on how a run was split.
            torch.set_num_threads(1);
            try
            {
                while (Next(waiting) is { } run)
                {
                    var result = TrainingRun.Do(run.Spec, run.Method, data, stop.Token);
                    log.Add(run.Spec, result);
                    lock (waiting)
                        finished(run, result);
                }
            }
            catch (Exception failure)
            {
                lock (failures)
                    failures.Add(failure);
                stop.Cancel();
            }
        }

        var threads = Enumerable.Range(0, Math.Min(workers, waiting.Count)).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        cancellation.ThrowIfCancellationRequested();
        if (failures.Count > 0)
            ExceptionDispatchInfo.Throw(failures[0]);
    }

    private static PlannedRun? Next(Queue<PlannedRun> waiting)
    {
        lock (waiting)
            return waiting.TryDequeue(out var run) ? run : null;
    }
}
