using System.Diagnostics;

namespace Microsoft.ML.NonNegative;

/// <summary>Measures the speed of a phase since it began or was resumed.</summary>
internal sealed class TrainingClock(TrainingState state, TrainingInputs inputs)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TimeSpan _before = state.Duration;
    private readonly TimeSpan _waitedBefore = inputs.Waited;
    private long _images;
    private long _steps;

    /// <summary>Counts a step.</summary>
    public void Count(int images) => (_images, _steps) = (_images + images, _steps + 1);

    /// <summary>Takes the time so far into the state.</summary>
    public void Stop() => state.Duration = _before + _watch.Elapsed;

    /// <summary>Adds what is measured.</summary>
    /// <param name="progress">Of this phase.</param>
    /// <param name="stepsLeft">To its end.</param>
    public TrainingProgress Stamp(TrainingProgress progress, long stepsLeft)
    {
        Stop();
        var seconds = Math.Max(_watch.Elapsed.TotalSeconds, 1e-9);
        return progress with
        {
            ImagesPerSecond = _images / seconds,
            Remaining = _steps > 0 ? TimeSpan.FromSeconds(seconds * stepsLeft / _steps) : TimeSpan.Zero,
            DataWait = Math.Clamp((inputs.Waited - _waitedBefore) / TimeSpan.FromSeconds(seconds), 0, 1),
        };
    }
}
