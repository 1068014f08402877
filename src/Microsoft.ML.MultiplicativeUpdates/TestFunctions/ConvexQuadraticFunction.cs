namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>A convex quadratic: f(x, y) = (x - 1)^2 + 10 (y - 1)^2.</summary>
/// <remarks>
/// Minimum: f(1, 1) = 0. Domain: [-100, 100]^2. Start: (70, 7), at the distance 69.26 from the minimum.
/// It stands for "Convex 2D" of Kirtas et al., Neurocomputing 576 (2024) 127352. Only that initial distance is known of the function there: equation, start and domain are choices
/// of this library that agree with it.
/// </remarks>
public sealed class ConvexQuadraticFunction() : TestFunction("Convex 2D", [new(-100, 100), new(-100, 100)], [70, 7], [1, 1])
{
    /// <inheritdoc/>
    protected override double EvaluateAt(ReadOnlySpan<double> point)
    {
        var (x, y) = (point[0] - 1, point[1] - 1);
        return x * x + 10 * y * y;
    }

    /// <inheritdoc/>
    protected override void GradientAt(ReadOnlySpan<double> point, Span<double> gradient) =>
        (gradient[0], gradient[1]) = (2 * (point[0] - 1), 20 * (point[1] - 1));
}
