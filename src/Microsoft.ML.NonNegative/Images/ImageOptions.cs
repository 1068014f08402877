namespace Microsoft.ML.NonNegative;

/// <summary>How images (an MLImage column, or encoded bytes) become the network's inputs. Not looked at where the features are vectors.</summary>
public sealed class ImageOptions
{
    internal const long DefaultMaxPixels = 50_000_000;

    /// <summary>How images are brought to the size that the network takes.</summary>
    /// <value>Default: <see cref="ImageResizing.Crop"/>.</value>
    public ImageResizing Resizing { get; set; } = ImageResizing.Crop;

    /// <summary>The most pixels (width times height) that an image may have; a larger one is not decoded and counts as unreadable.</summary>
    /// <value>Default: 50,000,000. At least 1.</value>
    public long MaxPixels { get; set; } = DefaultMaxPixels;

    /// <summary>The share of the training images that may be unreadable: they are left out, counted and listed; of more, training stops with an error.</summary>
    /// <value>Default: 0.2. From 0 to 1.</value>
    public double MaxUnreadableShare { get; set; } = 0.2;

    internal ImageOptions Copy() => (ImageOptions)MemberwiseClone();

    internal IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Resizing))
            yield return $"{nameof(Resizing)} is {Resizing}, which is no way to resize";
        if (MaxPixels < 1)
            yield return FormattableString.Invariant($"{nameof(MaxPixels)} must be at least 1, but is {MaxPixels}");
        if (!(MaxUnreadableShare is >= 0 and <= 1))
            yield return FormattableString.Invariant($"{nameof(MaxUnreadableShare)} must be from 0 to 1, but is {MaxUnreadableShare}");
    }
}
