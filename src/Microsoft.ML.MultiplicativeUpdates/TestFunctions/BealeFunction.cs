namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Beale's function: f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2.</summary>
/// <remarks>
/// Minimum: f(3, 0.5) = 0. Domain: [-4.5, 4.5]^2, flat within and steep towards its corners. Start: (1, 1).
/// Source: E. M. L. Beale, "On an iterative method for finding a local minimum of a function of more than one variable", Princeton technical report 25 (1958); start as in Moré, Garbow,
/// Hillstrom, "Testing unconstrained optimization software", ACM TOMS 7 (1981), 17-41, problem 5.
/// </remarks>
public sealed class BealeFunction() : TestFunction("Beale", [new(-4.5, 4.5), new(-4.5, 4.5)], [1, 1], [3, 0.5])
{
    /// <inheritdoc/>
    protected override double EvaluateAt(ReadOnlySpan<double> point)
    {
        var (a, b, c) = Residuals(point[0], point[1]);
        return a * a + b * b + c * c;
    }

    /// <inheritdoc/>
    protected override void GradientAt(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var (x, y) = (point[0], point[1]);
        var (a, b, c) = Residuals(x, y);
        gradient[0] = 2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1));
        gradient[1] = 2 * x * (a + 2 * b * y + 3 * c * y * y);
    }

    private static (double A, double B, double C) Residuals(double x, double y) => (1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y);
}
