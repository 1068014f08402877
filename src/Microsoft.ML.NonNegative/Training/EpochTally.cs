namespace Microsoft.ML.NonNegative;

/// <summary>What the steps of an epoch gave so far.</summary>
/// <param name="LossSum">The loss of each step times its images.</param>
/// <param name="Correct">The images that were classified right.</param>
/// <param name="Images">The images.</param>
internal readonly record struct EpochTally(double LossSum, long Correct, long Images)
{
    /// <summary>The mean loss of an image.</summary>
    public double Loss => LossSum / Images;

    /// <summary>The share of images that were classified right.</summary>
    public double Accuracy => (double)Correct / Images;

    public EpochTally Add(double loss, long correct, int images) => new(LossSum + loss * images, Correct + correct, Images + images);
}
