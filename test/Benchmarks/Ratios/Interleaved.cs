using System.Diagnostics;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>Times several things in turn, so that a slow moment of the machine hits all of them.</summary>
internal static class Interleaved
{
    /// <summary>Milliseconds of one call of each action.</summary>
    /// <param name="actions">What is timed; already warmed up.</param>
    /// <param name="rounds">Rounds; the order turns around from each to the next (A B, B A, A B, ...).</param>
    /// <param name="calls">Calls that are timed together.</param>
    /// <param name="untimed">Calls before them, which bring what the action works on back into the caches.</param>
    public static Series[] Milliseconds(IReadOnlyList<Action> actions, int rounds, int calls, int untimed)
    {
        var times = actions.Select(_ => new double[rounds]).ToArray();
        var order = Enumerable.Range(0, actions.Count).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var i in order)
                times[i][round] = Time(actions[i], calls, untimed);
            Array.Reverse(order);
        }

        return [.. times.Select(t => new Series(t))];
    }

    /// <summary>Runs an action often enough for the just-in-time compiler to have done its best.</summary>
    public static void WarmUp(Action action)
    {
        var time = Stopwatch.StartNew();
        for (var i = 0; i < 35 || time.ElapsedMilliseconds < 500; i++)
            action();
    }

    private static double Time(Action action, int calls, int untimed)
    {
        // What an earlier action left behind is not this one's to clean up.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        for (var i = 0; i < untimed; i++)
            action();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / calls;
    }
}
