namespace NonNegML.Samples.UpdateRules;

/// <summary>Does runs side by side; those in the log are not done again.</summary>
internal sealed class StudyRuns(StudyData data, RunLog log, int workers, CancellationToken cancellation)
{
    private readonly Lock _reporting = new();

    /// <summary>Does the runs that are not in the log.</summary>
    /// <param name="runs">Runs and how to do them; each once.</param>
    /// <param name="started">Is told, before the first, how many are to be done.</param>
    /// <param name="finished">Is told of each run that is finished, one call at a time.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; what was finished is in the log.</exception>
    public void Do(IEnumerable<PlannedRun> runs, Action<int> started, Action<PlannedRun, RunResult> finished)
    {
        var missing = runs.DistinctBy(run => run.Spec).Where(run => !log.TryGet(run.Spec, out _)).ToList();
        started(missing.Count);

        // One thread a run: the processors are shared out among runs, and sums do not depend on how a run was split.
        RunPool.Do(missing.Select(run => (Action<CancellationToken>)(stop => Do(run, finished, stop))), workers, threads: 1, cancellation);
    }

    private void Do(PlannedRun run, Action<PlannedRun, RunResult> finished, CancellationToken stop)
    {
        var result = TrainingRun.Do(run.Spec, run.Method, data, stop);
        log.Add(run.Spec, result);
        lock (_reporting)
            finished(run, result);
    }
}
