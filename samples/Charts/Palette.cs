namespace NonNegML.Samples.Charts;

/// <summary>Colors that people with any color vision can tell apart.</summary>
public static class Palette
{
    /// <summary>Text.</summary>
    public const string Ink = "#222222";

    /// <summary>Axes.</summary>
    public const string Frame = "#666666";

    /// <summary>Grid lines.</summary>
    public const string Grid = "#e4e4e4";

    /// <summary>What has no value.</summary>
    public const string Missing = "#c8c8c8";

    /// <summary>What lies above a scale.</summary>
    public const string Over = "#d1495b";

    /// <summary>One color after another for series that have none of their own (Okabe and Ito).</summary>
    public static IReadOnlyList<string> Series { get; } = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    /// <summary>From dark (small) to light (large), evenly to the eye; after viridis.</summary>
    public static IReadOnlyList<string> Sequential { get; } = ["#440154", "#482878", "#3e4a89", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];

    /// <summary>From white (small) to a light blue grey (large): behind lines that matter more.</summary>
    public static IReadOnlyList<string> Background { get; } = ["#fbfcfd", "#dfe6ec", "#b3c2d0"];

    /// <summary>The color at a share from 0 to 1 of the way through a list of colors.</summary>
    public static string Blend(IReadOnlyList<string> colors, double share)
    {
        ArgumentNullException.ThrowIfNull(colors);
        ArgumentOutOfRangeException.ThrowIfZero(colors.Count);
        var position = Math.Clamp(share, 0, 1) * (colors.Count - 1);
        var first = Math.Min((int)position, Math.Max(0, colors.Count - 2));
        var (from, to) = (Channels(colors[first]), Channels(colors[Math.Min(first + 1, colors.Count - 1)]));
        return "#" + string.Concat(from.Zip(to, (a, b) => ((int)Math.Round(a + (b - a) * (position - first))).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static int[] Channels(string color) => [.. Convert.FromHexString(color.AsSpan(1)).Select(channel => (int)channel)];
}
