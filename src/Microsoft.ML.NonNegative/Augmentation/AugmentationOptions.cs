namespace Microsoft.ML.NonNegative;

/// <summary>Random changes of the training images, drawn anew for every image in every epoch. The images that a model is validated on and scores are never changed.</summary>
/// <remarks>They need images: for vector features, set <see cref="NonNegativeImageClassificationTrainer.Options.InputShape"/> or give a square number of pixels.</remarks>
public sealed class AugmentationOptions
{
    /// <summary>Black pixels that are added on every side before an image of the old size is cut out at a random place.</summary>
    /// <value>Default: 0, none. At least 0.</value>
    public int CropPadding { get; set; }

    /// <summary>Whether images are mirrored, left to right, with a probability of one half.</summary>
    /// <value>Default: false.</value>
    public bool FlipHorizontally { get; set; }

    /// <summary>The largest angle, in degrees, that images are turned by, in either direction, about their centre; bilinear, black outside.</summary>
    /// <value>Default: 0, none. From 0 to 180.</value>
    public double MaxRotation { get; set; }

    /// <summary>The brightness is multiplied by a factor between 1 minus and 1 plus this.</summary>
    /// <value>Default: 0, none. From 0 to 1.</value>
    public double Brightness { get; set; }

    /// <summary>Differences from the image's mean grey are multiplied by a factor between 1 minus and 1 plus this.</summary>
    /// <value>Default: 0, none. From 0 to 1.</value>
    public double Contrast { get; set; }

    /// <summary>Differences of each pixel from its own grey are multiplied by a factor between 1 minus and 1 plus this; colour images only.</summary>
    /// <value>Default: 0, none. From 0 to 1.</value>
    public double Saturation { get; set; }

    /// <summary>The side, in pixels, of a square at a random place that is made black (arXiv 1708.04552).</summary>
    /// <value>Default: 0, none. At least 0.</value>
    public int CutoutSize { get; set; }

    /// <summary>Alpha of mixup (arXiv 1710.09412): images and their labels are mixed in pairs with shares drawn from Beta(alpha, alpha).</summary>
    /// <value>Default: 0, none. At least 0.</value>
    public double MixupAlpha { get; set; }

    /// <summary>Whether any single image is changed; mixup aside.</summary>
    internal bool ChangesImages => CropPadding > 0 || FlipHorizontally || MaxRotation > 0 || Brightness > 0 || Contrast > 0 || Saturation > 0 || CutoutSize > 0;

    internal AugmentationOptions Copy() => (AugmentationOptions)MemberwiseClone();

    internal IEnumerable<string> Faults()
    {
        (string Option, double Value, double Maximum)[] ranges =
        [
            (nameof(CropPadding), CropPadding, int.MaxValue), (nameof(MaxRotation), MaxRotation, 180), (nameof(Brightness), Brightness, 1), (nameof(Contrast), Contrast, 1),
            (nameof(Saturation), Saturation, 1), (nameof(CutoutSize), CutoutSize, int.MaxValue), (nameof(MixupAlpha), MixupAlpha, double.MaxValue),
        ];
        foreach (var (option, value, maximum) in ranges)
            if (!(value >= 0 && value <= maximum))
                yield return FormattableString.Invariant($"{option} must be at least 0{(maximum <= 180 ? FormattableString.Invariant($" and at most {maximum}") : "")}, but is {value}");
    }
}
