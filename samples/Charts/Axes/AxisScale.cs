namespace NonNegML.Samples.Charts;

/// <summary>Turns the values along an axis into pixels.</summary>
internal sealed class AxisScale
{
    private readonly bool _isLog;
    private readonly double _fromPixel;
    private readonly double _toPixel;

    private AxisScale(bool isLog, double minimum, double maximum, double fromPixel, double toPixel)
    {
        (_isLog, Minimum, Maximum, _fromPixel, _toPixel) = (isLog, minimum, maximum, fromPixel, toPixel);
        Ticks = isLog ? AxisTick.Logarithmic(minimum, maximum) : AxisTick.Linear(minimum, maximum);
    }

    /// <summary>The smallest value shown.</summary>
    public double Minimum { get; }

    /// <summary>The largest value shown.</summary>
    public double Maximum { get; }

    /// <summary>The marks.</summary>
    public IReadOnlyList<AxisTick> Ticks { get; }

    /// <summary>A scale for an axis and its data.</summary>
    /// <param name="axis">What is asked for.</param>
    /// <param name="values">The data; what cannot be shown is left out.</param>
    /// <param name="fromPixel">Where the smallest value comes.</param>
    /// <param name="toPixel">Where the largest value comes.</param>
    /// <param name="rounded">Whether the ends that <paramref name="axis"/> leaves open go to the next mark.</param>
    public static AxisScale Create(Axis axis, IEnumerable<double> values, double fromPixel, double toPixel, bool rounded)
    {
        var shown = values.Where(value => double.IsFinite(value) && (!axis.IsLog || value > 0)).DefaultIfEmpty(1).ToList();
        var (minimum, maximum) = (axis.Minimum ?? shown.Min(), axis.Maximum ?? shown.Max());
        if (axis.IsLog && !(minimum > 0))
            throw new ArgumentException($"The axis '{axis.Label}' is logarithmic; it cannot begin at {minimum}.", nameof(axis));
        if (!(minimum < maximum))
            (minimum, maximum) = axis.IsLog ? (minimum / 2, minimum * 2) : (minimum - Math.Max(0.5, Math.Abs(minimum) / 10), minimum + Math.Max(0.5, Math.Abs(minimum) / 10));
        if (rounded)
            (minimum, maximum) = Round(axis, minimum, maximum);
        return new AxisScale(axis.IsLog, minimum, maximum, fromPixel, toPixel);
    }

    /// <summary>The pixel of a value; not finite where the value cannot be shown.</summary>
    public double Map(double value)
    {
        var share = _isLog
            ? value > 0 ? (Math.Log10(value) - Math.Log10(Minimum)) / (Math.Log10(Maximum) - Math.Log10(Minimum)) : double.NaN
            : (value - Minimum) / (Maximum - Minimum);
        return _fromPixel + share * (_toPixel - _fromPixel);
    }

    private static (double Minimum, double Maximum) Round(Axis axis, double minimum, double maximum)
    {
        double below, above;
        if (axis.IsLog)
        {
            (below, above) = (Math.Pow(10, Math.Floor(Math.Log10(minimum) + 1e-9)), Math.Pow(10, Math.Ceiling(Math.Log10(maximum) - 1e-9)));
        }
        else
        {
            var step = AxisTick.Step(minimum, maximum, 5);
            (below, above) = (Math.Floor(minimum / step + 1e-9) * step, Math.Ceiling(maximum / step - 1e-9) * step);
        }
        return (axis.Minimum ?? below, axis.Maximum ?? above);
    }
}
