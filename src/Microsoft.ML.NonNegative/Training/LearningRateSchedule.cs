namespace Microsoft.ML.NonNegative;

/// <summary>How the learning rates change over a phase of training.</summary>
public enum LearningRateSchedule
{
    /// <summary>They fall from their full value to 0 along half a cosine: (1 + cos(pi t / T)) / 2 at step t of T.</summary>
    Cosine,

    /// <summary>They stay as they are.</summary>
    Constant,
}

internal static class LearningRateScheduleExtensions
{
    /// <summary>The factor on the learning rates at step <paramref name="step"/> (from 0) of <paramref name="steps"/>.</summary>
    public static double Factor(this LearningRateSchedule schedule, long step, long steps) =>
        schedule == LearningRateSchedule.Cosine ? (1 + Math.Cos(Math.PI * step / steps)) / 2 : 1;
}
