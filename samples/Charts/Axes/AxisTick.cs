using System.Globalization;

namespace NonNegML.Samples.Charts;

/// <summary>A value marked on an axis.</summary>
/// <param name="Value">The value.</param>
/// <param name="Label">The value in few characters.</param>
public readonly record struct AxisTick(double Value, string Label)
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Marks at 1, 2 or 5 times a power of ten.</summary>
    /// <param name="minimum">The smallest value shown.</param>
    /// <param name="maximum">The largest, greater than that.</param>
    /// <param name="count">About how many marks there may be.</param>
    public static IReadOnlyList<AxisTick> Linear(double minimum, double maximum, int count = 5)
    {
        var step = Step(minimum, maximum, count);
        var first = Math.Ceiling(minimum / step - 1e-9);
        var last = Math.Floor(maximum / step + 1e-9);
        var decimals = Math.Max(0, (int)-Math.Floor(Math.Log10(step) + 1e-9));
        var scientific = Math.Max(Math.Abs(minimum), Math.Abs(maximum)) >= 1e6 || decimals > 4;
        var ticks = new List<AxisTick>();
        for (var i = 0; i <= last - first; i++)
        {
            // (Adding 0 turns -0 into 0.)
            var value = (first + i) * step + 0.0;
            ticks.Add(new(value, value.ToString(scientific ? "0.##e+0" : "F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)));
        }
        return ticks;
    }

    /// <summary>Marks at powers of ten, fewer where there are many, at 2 and 5 times them as well where there are few.</summary>
    /// <param name="minimum">The smallest value shown, positive.</param>
    /// <param name="maximum">The largest, greater than that.</param>
    /// <param name="count">About how many marks there may be.</param>
    public static IReadOnlyList<AxisTick> Logarithmic(double minimum, double maximum, int count = 7)
    {
        var (from, to) = ((int)Math.Floor(Math.Log10(minimum) + 1e-9), (int)Math.Ceiling(Math.Log10(maximum) - 1e-9));
        var every = Math.Max(1, (int)Math.Ceiling((to - from) / (double)count));
        int[] factors = to - from <= 2 ? [1, 2, 5] : [1];
        var plain = from >= -3 && to <= 4;
        var ticks = new List<AxisTick>();
        for (var decade = from; decade <= to; decade += every)
        {
            foreach (var factor in factors)
            {
                var value = factor * Math.Pow(10, decade);
                if (value >= minimum * (1 - 1e-9) && value <= maximum * (1 + 1e-9))
                    ticks.Add(new(value, plain ? value.ToString("0.####", CultureInfo.InvariantCulture) : (factor == 1 ? "" : $"{factor}·") + PowerOfTen(decade)));
            }
        }
        return ticks;
    }

    /// <summary>10 to a power, as in print.</summary>
    public static string PowerOfTen(int exponent) =>
        exponent == 0 ? "1" : "10" + (exponent < 0 ? "⁻" : "") + string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']));

    /// <summary>The distance of marks: 1, 2 or 5 times a power of ten.</summary>
    internal static double Step(double minimum, double maximum, int count)
    {
        var rough = (maximum - minimum) / count;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power - 1e-9) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
