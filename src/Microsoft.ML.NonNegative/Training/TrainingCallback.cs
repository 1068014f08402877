namespace Microsoft.ML.NonNegative;

/// <summary>Calls a delegate with every training step, on the thread that trains and before the next step. (System.Progress{T} passes calls on to other threads, where they may come late and out of order.)</summary>
/// <param name="report">Is called; what it throws ends training.</param>
public sealed class TrainingCallback(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    private readonly Action<TrainingProgress> _report = report ?? throw new ArgumentNullException(nameof(report));

    /// <inheritdoc/>
    public void Report(TrainingProgress value) => _report(value);
}
