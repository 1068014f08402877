namespace NonNegML.Samples.ImageFolders;

/// <summary>What a model says of an image.</summary>
public sealed class ImagePrediction
{
    /// <summary>The most probable class; empty where the image could not be read.</summary>
    public string PredictedLabel { get; set; } = "";

    /// <summary>The probability of each class; NaN where the image could not be read.</summary>
    public float[] Score { get; set; } = [];
}
