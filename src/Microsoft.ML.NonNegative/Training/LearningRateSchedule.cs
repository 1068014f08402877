namespace Microsoft.ML.NonNegative;

/// <summary>How the learning rates change over a phase of training.</summary>
public enum LearningRateSchedule
{
    /// <summary>
    /// They rise evenly to their full value over the first 5% of the steps (or another share w), and fall to 0 along half a cosine:
    /// min(1, (t + 1) / (w T)) * (1 + cos(pi t / T)) / 2 at step t of T.
    /// </summary>
    /// <remarks>
    /// The first directions of Adam are of size 1 for every weight at once; at full rate they would move all units out of their activation's sensitive range before anything is learnt.
    /// </remarks>
    Cosine,

    /// <summary>They stay as they are, after a warm-up where there is one.</summary>
    Constant,
}

internal static class LearningRateScheduleExtensions
{
    private const double CosineWarmUp = 0.05;

    /// <summary>The factor on the learning rates at step <paramref name="step"/> (from 0) of <paramref name="steps"/>.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="step">From 0.</param>
    /// <param name="steps">Of the phase.</param>
    /// <param name="warmUp">The share of steps over which the rates rise, or null for the schedule's own.</param>
    public static double Factor(this LearningRateSchedule schedule, long step, long steps, double? warmUp = null)
    {
        var share = warmUp ?? (schedule == LearningRateSchedule.Cosine ? CosineWarmUp : 0);
        var rise = share > 0 ? Math.Min(1, (step + 1) / (share * steps)) : 1;
        return schedule == LearningRateSchedule.Cosine ? rise * (1 + Math.Cos(Math.PI * step / steps)) / 2 : rise;
    }
}
