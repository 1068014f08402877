using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>What the runs of a command share.</summary>
/// <param name="Data">The data sets.</param>
/// <param name="Log">The finished runs.</param>
/// <param name="Cache">Trained ordinary networks.</param>
/// <param name="Device">Where is computed.</param>
/// <param name="Hardware">What that is.</param>
/// <param name="Progress">Is told of epochs and finished runs.</param>
internal sealed record RunContext(DataStore Data, RunLog Log, WeightCache Cache, Device Device, string Hardware, IRunProgress Progress)
{
    /// <summary>Writes a finished run into the log.</summary>
    public void Finish(RunSpec spec, double accuracy, Training.Outcome? training, double smallestWeight, SplitCheck? check)
    {
        var result = new RunResult(accuracy, training?.Loss, training?.Diverged ?? false, double.IsFinite(smallestWeight) ? smallestWeight : null, check,
            Math.Round(training?.Seconds ?? 0, 2), training?.ImagesPerSecond is { } speed ? Math.Round(speed, 1) : null, Hardware, RunStamp.Date, RunStamp.Version);
        Log.Add(spec, result);
        Progress.Finished(spec, result);
    }
}

/// <summary>Follows runs; called from several threads.</summary>
internal interface IRunProgress
{
    /// <summary>An epoch of a run is over.</summary>
    void Epoch(RunSpec spec, Stage stage, int epoch, double loss);

    /// <summary>A stage need not be trained: its network was kept.</summary>
    void Skipped(RunSpec spec, Stage stage);

    /// <summary>A run is in the log.</summary>
    void Finished(RunSpec spec, RunResult result);
}
