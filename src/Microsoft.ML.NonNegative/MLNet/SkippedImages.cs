using System.Collections.Immutable;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>The images that could not be read.</summary>
internal sealed class SkippedImages
{
    /// <summary>The most that are kept with name and reason.</summary>
    public const int MaxKept = 1000;

    private const int MaxShown = 5;

    private readonly List<SkippedImage> _kept = [];
    private readonly List<long> _rows = [];

    /// <summary>How many there are.</summary>
    public long Count => _rows.Count;

    /// <summary>The first ones.</summary>
    public ImmutableArray<SkippedImage> First => [.. _kept];

    /// <summary>The rows of all, in ascending order.</summary>
    public IReadOnlyList<long> Rows => _rows;

    /// <summary>Adds an image; those of earlier rows were added before.</summary>
    public void Add(SkippedImage image)
    {
        _rows.Add(image.Row);
        if (_kept.Count < MaxKept)
            _kept.Add(image);
    }

    /// <summary>Warns of them, and throws where they are too many.</summary>
    /// <param name="channel">Is warned.</param>
    /// <param name="images">The images with a label, readable or not.</param>
    /// <param name="maxShare">The share of them that may be unreadable.</param>
    /// <param name="role">What the data is for.</param>
    /// <exception cref="InvalidOperationException">More are unreadable.</exception>
    public void Report(IChannel channel, long images, double maxShare, string role)
    {
        if (Count == 0)
            return;
        if (Count > maxShare * images)
            throw new InvalidOperationException(FormattableString.Invariant($"{Count} of the {images} images of the {role} data ({Percent(Count, images)}) cannot be read, more than the {100 * maxShare:0.##}% that may be left out: {Shown}{(Count > MaxShown ? "" : ".")} Repair or remove them, or raise Options.Images.{nameof(ImageOptions.MaxUnreadableShare)}."));
        channel.Warning(MessageSensitivity.UserData, FormattableString.Invariant($"{Count} of the {images} images of the {role} data cannot be read and are left out: {Shown}."));
    }

    private string Shown => string.Join("; ", _kept.Take(MaxShown)) + (Count > MaxShown ? "; ..." : "");

    private static string Percent(long count, long images) => FormattableString.Invariant($"{100.0 * count / images:0.##}%");
}
