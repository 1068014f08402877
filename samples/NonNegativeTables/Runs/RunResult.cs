namespace NonNegML.Samples.NonNegativeTables;

/// <summary>What came of a run.</summary>
/// <param name="Accuracy">On the test images, after the last epoch, from 0 to 1; non-negative networks in the split form.</param>
/// <param name="TrainLoss">The mean cross-entropy of the last epoch's batches; null where nothing was trained or it was no number.</param>
/// <param name="Diverged">Whether the loss became something else than a number; training then stopped.</param>
/// <param name="SmallestWeight">The smallest weight or bias; null where that is no number.</param>
/// <param name="Check">Of networks made of W+ and W-: what the check found on the test images.</param>
/// <param name="Seconds">What the training took that this run is about, with others beside it.</param>
/// <param name="ImagesPerSecond">The training images a second of it.</param>
/// <param name="Hardware">On what.</param>
/// <param name="Date">When it was finished, UTC.</param>
/// <param name="Version">Of the program.</param>
internal sealed record RunResult(
    double Accuracy,
    double? TrainLoss,
    bool Diverged,
    double? SmallestWeight,
    SplitCheck? Check,
    double Seconds,
    double? ImagesPerSecond,
    string Hardware,
    string Date,
    string Version);

/// <summary>What <c>EquivalenceCheck</c> found in the split form, on the test images.</summary>
/// <param name="MinSignal">The smallest signal of any layer.</param>
/// <param name="MinSignalRelative">The smallest in parts of its range.</param>
/// <param name="ArgmaxDisagreements">The images that the ordinary network, where there is one, takes for another class.</param>
/// <param name="UndecidedRows">The images where only rounding decides.</param>
/// <param name="MaxRelativeDifference">The largest |z' - c - z| in parts of the layer's largest z'.</param>
/// <param name="IsEquivalent">Whether all of that is rounding.</param>
/// <param name="ClippedShare">Of calibrated networks: the largest share of an activation's outputs on the calibration images that lie above its bound.</param>
internal sealed record SplitCheck(
    double MinSignal,
    double MinSignalRelative,
    long? ArgmaxDisagreements,
    long? UndecidedRows,
    double? MaxRelativeDifference,
    bool? IsEquivalent,
    double? ClippedShare);
