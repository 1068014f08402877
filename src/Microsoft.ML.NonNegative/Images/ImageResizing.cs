namespace Microsoft.ML.NonNegative;

/// <summary>How an image of another shape is brought to the size that the network takes.</summary>
public enum ImageResizing
{
    /// <summary>It is scaled until it covers the size, and what juts out is cut off evenly on both sides.</summary>
    Crop,

    /// <summary>It is scaled to the size, each side by its own factor.</summary>
    Stretch,

    /// <summary>It is scaled until it fits into the size, and black is added evenly on both sides.</summary>
    Pad,
}
