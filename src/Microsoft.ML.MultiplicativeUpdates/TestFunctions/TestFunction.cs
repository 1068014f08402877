using System.Runtime.CompilerServices;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>A function f: R^n -> R with known minima, on which optimizers are compared.</summary>
/// <remarks>
/// By convention the value at a minimum is 0. A function holds no state and may be shared between threads. Points that are not finite are legal
/// arguments: a diverged run gets values that are not finite either, not an exception.
/// </remarks>
public abstract class TestFunction
{
    private readonly double[] _start;
    private readonly double[][] _minima;

    /// <summary>A function and what is known of it; the number of <paramref name="domain"/>'s intervals is its dimension.</summary>
    /// <param name="name">What it is called in tables.</param>
    /// <param name="domain">Where it is usually searched, one interval for each coordinate.</param>
    /// <param name="start">The point optimizers start from, within the domain, not a minimum.</param>
    /// <param name="minima">All global minima, at least one, within the domain.</param>
    /// <exception cref="ArgumentException">An interval is empty or not finite, or a point has another dimension or lies outside the domain.</exception>
    protected TestFunction(string name, IReadOnlyList<Interval> domain, ReadOnlySpan<double> start, params IReadOnlyList<double[]> minima)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(minima);
        if (domain.Count == 0 || domain.Any(interval => !(interval.Width > 0 && double.IsFinite(interval.Width))))
            throw new ArgumentException($"The domain of {name} must have at least one interval, and each interval must be finite and not empty.", nameof(domain));
        if (minima.Count == 0)
            throw new ArgumentException($"{name} must have at least one minimum.", nameof(minima));
        Name = name;
        Domain = [.. domain];
        _start = Within(start, nameof(start));
        _minima = [.. minima.Select(minimum => Within(minimum, nameof(minima)))];
        Minima = [.. _minima.Select(minimum => (ReadOnlyMemory<double>)minimum)];
        if (DistanceToMinimum(_start) == 0)
            throw new ArgumentException($"{name} would start at a minimum.", nameof(start));
    }

    /// <summary>What the function is called in tables.</summary>
    public string Name { get; }

    /// <summary>n, the number of coordinates.</summary>
    public int Dimension => Domain.Count;

    /// <summary>Where the function is usually searched, one interval for each coordinate.</summary>
    public IReadOnlyList<Interval> Domain { get; }

    /// <summary>The point that optimizers start from, <see cref="Dimension"/> coordinates.</summary>
    public ReadOnlyMemory<double> Start => _start;

    /// <summary>All global minima, each of <see cref="Dimension"/> coordinates; the value at each is 0.</summary>
    public IReadOnlyList<ReadOnlyMemory<double>> Minima { get; }

    /// <summary>f(x).</summary>
    /// <param name="point">x, <see cref="Dimension"/> coordinates.</param>
    /// <exception cref="ArgumentException">The point has another number of coordinates.</exception>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        CheckLength(point.Length);
        return EvaluateAt(point);
    }

    /// <summary>The gradient of f at x; where f is not differentiable, the function's remarks say what is given.</summary>
    /// <param name="point">x, <see cref="Dimension"/> coordinates.</param>
    /// <param name="gradient">Receives the partial derivatives, <see cref="Dimension"/> of them; it may be the memory of <paramref name="point"/>.</param>
    /// <exception cref="ArgumentException">The point or the gradient has another number of coordinates.</exception>
    public void Gradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        CheckLength(point.Length);
        CheckLength(gradient.Length);
        GradientAt(point, gradient);
    }

    /// <summary>The Euclidean distance to the nearest of the <see cref="Minima"/>; infinite where a coordinate is not finite.</summary>
    /// <param name="point">x, <see cref="Dimension"/> coordinates.</param>
    /// <exception cref="ArgumentException">The point has another number of coordinates.</exception>
    public double DistanceToMinimum(ReadOnlySpan<double> point)
    {
        CheckLength(point.Length);
        var nearest = double.PositiveInfinity;
        foreach (var minimum in _minima)
        {
            var square = 0.0;
            for (var i = 0; i < point.Length; i++)
                square += (point[i] - minimum[i]) * (point[i] - minimum[i]);

            // A comparison with NaN is false: it never becomes the nearest.
            if (square < nearest)
                nearest = square;
        }
        return Math.Sqrt(nearest);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>f(x); the number of coordinates has been checked.</summary>
    /// <param name="point">x.</param>
    protected abstract double EvaluateAt(ReadOnlySpan<double> point);

    /// <summary>The gradient of f at x; both numbers of coordinates have been checked.</summary>
    /// <param name="point">x.</param>
    /// <param name="gradient">Receives the partial derivatives; it may be the memory of <paramref name="point"/>, so read all of x first.</param>
    protected abstract void GradientAt(ReadOnlySpan<double> point, Span<double> gradient);

    private double[] Within(ReadOnlySpan<double> point, string name)
    {
        CheckLength(point.Length, name);
        for (var i = 0; i < point.Length; i++)
            if (!Domain[i].Contains(point[i]))
                throw new ArgumentException(FormattableString.Invariant($"Coordinate {i} is {point[i]}, outside the domain of {Name}, [{Domain[i].Lower}, {Domain[i].Upper}]."), name);
        return point.ToArray();
    }

    private void CheckLength(int length, [CallerArgumentExpression(nameof(length))] string? name = null)
    {
        if (length != Dimension)
            throw new ArgumentException($"{Name} has {Dimension} coordinates, but {length} were given.", name?.Replace(".Length", "", StringComparison.Ordinal));
    }
}
