using System.Globalization;
using System.Text;
using System.Xml;

namespace NonNegML.Samples.Charts;

/// <summary>Numbers and words as they stand in an SVG file.</summary>
internal static class SvgText
{
    /// <summary>A pixel coordinate with at most two decimals, the same in every culture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite: nothing of that kind may reach a drawing.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A coordinate must be finite.");

        // (Adding 0 turns -0 into 0.)
        return (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>What many units are multiplied by, with more decimals.</summary>
    public static string Factor(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Text without the characters that XML cannot hold; XmlWriter escapes the others.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar.ToString() : rune.ToString());
        return clean.ToString();
    }

    /// <summary>About how wide a text is, in pixels; browsers choose the font, so no more can be known.</summary>
    public static double Width(string text, double size) => text.EnumerateRunes().Sum(rune => Rune.IsUpper(rune) ? 0.68 : " .,:;'|il()".Contains((char)rune.Value) ? 0.32 : 0.56) * size;
}
