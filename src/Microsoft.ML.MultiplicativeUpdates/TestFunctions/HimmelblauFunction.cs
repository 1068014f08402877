namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Himmelblau's function with four minima: f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2.</summary>
/// <remarks>
/// Minima, one in each quadrant, each of the value 0: (3, 2), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127). Domain: [-5, 5]^2. Start: (4.5, 4.5).
/// Source: D. M. Himmelblau, "Applied Nonlinear Programming", McGraw-Hill (1972); the start is a choice of this library.
/// </remarks>
public sealed class HimmelblauFunction() : TestFunction("Himmelblau", [new(-5, 5), new(-5, 5)], [4.5, 4.5],
    [3, 2], [-2.8051180869527448531, 3.1313125182505729658], [-3.7793102533777468919, -3.2831859912861694123], [3.5844283403304917449, -1.8481265269644035535])
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
        var (x, y) = (point[0], point[1]);
        var (a, b) = Residuals(x, y);
        gradient[0] = 4 * x * a + 2 * b;
        gradient[1] = 2 * a + 4 * y * b;
    }

    private static (double A, double B) Residuals(double x, double y) => (x * x + y - 11, x + y * y - 7);
}
