namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Booth's function, a quadratic whose axes are not those of the plane: f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2.</summary>
/// <remarks>
/// Minimum: f(1, 3) = 0. Domain: [-10, 10]^2. Start: (8, 8).
/// Source: M. Jamil, X.-S. Yang, "A literature survey of benchmark functions for global optimisation problems", IJMMNO 4 (2013), 150-194, function 17; the start is a choice of this library.
/// </remarks>
public sealed class BoothFunction() : TestFunction("Booth", [new(-10, 10), new(-10, 10)], [8, 8], [1, 3])
{
    /// <inheritdoc/>
    protected override double EvaluateAt(ReadOnlySpan<double> point)
    {
        var (a, b) = Residuals(point[0], point[1]);
        return a * a + b * b;
    }

    /// <inheritdoc/>
    protected override void GradientAt(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var (a, b) = Residuals(point[0], point[1]);
        (gradient[0], gradient[1]) = (2 * a + 4 * b, 4 * a + 2 * b);
    }

    private static (double A, double B) Residuals(double x, double y) => (x + 2 * y - 7, 2 * x + y - 5);
}
