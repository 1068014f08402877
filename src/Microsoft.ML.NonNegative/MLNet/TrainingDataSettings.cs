namespace Microsoft.ML.NonNegative;

/// <summary>How training or validation data is read.</summary>
/// <param name="Storage">Where it is kept.</param>
/// <param name="CacheFolder">Where <see cref="DataStorage.File"/> makes its file; null for the system's folder for temporary files.</param>
/// <param name="ShuffleBuffer">The most examples that <see cref="DataStorage.Stream"/> holds to shuffle them; at least 1.</param>
/// <param name="Workers">The threads that decode images; 0 for the one that reads.</param>
/// <param name="Preparation">What becomes of images; not looked at where the column holds vectors.</param>
/// <param name="MaxUnreadableShare">The share of the images with a label that may be unreadable, from 0 to 1.</param>
/// <param name="NameColumn">A column of text that tells what images are called, or null.</param>
/// <param name="Range">The features' range; null to take it from the data, or [0, 255] of images.</param>
/// <param name="NormalizedShape">The shape of the features where the mean and deviation of their channels are wanted; its size must be theirs. Null where they are not.</param>
internal sealed record TrainingDataSettings(
    DataStorage Storage, string? CacheFolder, int ShuffleBuffer, int Workers, ImagePreparation? Preparation, double MaxUnreadableShare, string? NameColumn, SignalRange? Range, ImageShape? NormalizedShape)
{
    /// <summary>What messages call the data.</summary>
    public string Role { get; init; } = "training";

    /// <summary>The number of classes that the data must have, being that of the data that is trained on; null where this is that data.</summary>
    public int? Classes { get; init; }

    /// <summary>What these classes must be called; looked at where <see cref="Classes"/> is given.</summary>
    public LabelValues? Labels { get; init; }
}
