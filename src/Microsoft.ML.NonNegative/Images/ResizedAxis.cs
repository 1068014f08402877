namespace Microsoft.ML.NonNegative;

/// <summary>What becomes of one side of an image: a part of the source is resized, and put somewhere into the target.</summary>
/// <param name="SourceLength">All of the source, in pixels.</param>
/// <param name="Start">Where the part begins, in pixels of the source.</param>
/// <param name="Scale">Pixels of the source for one of the target.</param>
/// <param name="Length">What the part becomes, in pixels of the target.</param>
/// <param name="Offset">Where it is put, in pixels of the target.</param>
internal readonly record struct ResizedAxis(int SourceLength, double Start, double Scale, int Length, int Offset)
{
    /// <summary>The whole side fills the target.</summary>
    public static ResizedAxis Whole(int source, int target) => new(source, 0, (double)source / target, target, 0);

    /// <summary>The middle of the side fills the target; the scale is the other side's. Where nothing is scaled, whole pixels are cut off.</summary>
    public static ResizedAxis Middle(int source, int target, int otherSource, int otherTarget)
    {
        var part = (double)target * otherSource / otherTarget;
        var start = otherSource == otherTarget ? (source - target) / 2 : (source - part) / 2;
        return new(source, start, part / target, target, 0);
    }

    /// <summary>The whole side, scaled as the other side is, lies in the middle of the target; at least one pixel of it.</summary>
    public static ResizedAxis Padded(int source, int target, int otherSource, int otherTarget)
    {
        // Rounded; at most the target, as the other side is the one that limits the scale.
        var length = (int)Math.Max(1, (2L * source * otherTarget + otherSource) / (2L * otherSource));
        return new(source, 0, (double)source / length, length, (target - length) / 2);
    }
}
