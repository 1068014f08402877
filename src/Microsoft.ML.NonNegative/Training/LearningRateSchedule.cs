namespace Microsoft.ML.NonNegative;

/// <summary>How the learning rates change over a phase of training.</summary>
public enum LearningRateSchedule
{
    /// <summary>
    /// They rise evenly to their full value over the first 5% of the steps, and fall to 0 along half a cosine: min(1, (t + 1) / (0.05 T)) * (1 + cos(pi t / T)) / 2 at step t of T.
    /// </summary>
    /// <remarks>
    /// The first directions of Adam are of size 1 for every weight at once; at full rate they would move all units out of their activation's sensitive range before anything is learnt.
    /// </remarks>
    Cosine,

    /// <summary>They stay as they are.</summary>
    Constant,
}

internal static class LearningRateScheduleExtensions
{
    private const double WarmUp = 0.05;

    /// <summary>The factor on the learning rates at step <paramref name="step"/> (from 0) of <paramref name="steps"/>.</summary>
    public static double Factor(this LearningRateSchedule schedule, long step, long steps) =>
        schedule == LearningRateSchedule.Cosine ? Math.Min(1, (step + 1) / (WarmUp * steps)) * (1 + Math.Cos(Math.PI * step / steps)) / 2 : 1;
}
