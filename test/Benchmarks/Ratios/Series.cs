namespace NonNegML.Benchmarks.Ratios;

/// <summary>Repeated measurements of one thing, in the order they were taken.</summary>
internal sealed class Series(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public IReadOnlyList<double> Values { get; } = [.. values];

    public double Least => _sorted[0];

    public double Median => Quantile(0.5);

    public double LowerQuartile => Quantile(0.25);

    public double UpperQuartile => Quantile(0.75);

    /// <summary>The quotients, measurement by measurement: what disturbs both at the same time cancels.</summary>
    public Series Over(Series other) => new([.. Values.Zip(other.Values, (a, b) => a / b)]);

    private double Quantile(double share)
    {
        var position = share * (_sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + (position - below) * (_sorted[above] - _sorted[below]);
    }
}
