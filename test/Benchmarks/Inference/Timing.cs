using System.Diagnostics;

namespace NonNegML.Benchmarks.Inference;

/// <summary>How long something took.</summary>
/// <param name="Seconds">By the clock; where many alike were timed, of the median one.</param>
/// <param name="ProcessorSeconds">Of all threads of the process together: on one thread, what else runs on the machine hardly touches it.</param>
internal readonly record struct Timing(double Seconds, double ProcessorSeconds)
{
    public static Timing Of(Func<double> seconds)
    {
        var start = Environment.CpuUsage.TotalTime;
        var elapsed = seconds();
        return new Timing(elapsed, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
    }
}
