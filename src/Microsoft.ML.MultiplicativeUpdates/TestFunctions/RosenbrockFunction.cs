namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Rosenbrock's curved valley: f(x, y) = (1 - x)^2 + 100 (y - x^2)^2.</summary>
/// <remarks>
/// Minimum: f(1, 1) = 0. Domain: [-4, 4]^2. Start: (0.5, 3), at the distance 2.06 from the minimum, as in Kirtas et al., Neurocomputing 576 (2024) 127352, who print
/// that distance but no start.
/// Source: H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function", The Computer Journal 3 (1960), 175-184.
/// </remarks>
public sealed class RosenbrockFunction() : TestFunction("Rosenbrock", [new(-4, 4), new(-4, 4)], [0.5, 3], [1, 1])
{
    /// <inheritdoc/>
    protected override double EvaluateAt(ReadOnlySpan<double> point)
    {
        var (x, y) = (point[0], point[1]);
        return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
    }

    /// <inheritdoc/>
    protected override void GradientAt(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var (x, y) = (point[0], point[1]);
        gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
        gradient[1] = 200 * (y - x * x);
    }
}
