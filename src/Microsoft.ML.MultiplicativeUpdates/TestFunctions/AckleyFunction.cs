namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>
/// Ackley's function, a cone among many local minima: f(x, y) = 20 (1 - exp(-0.2 sqrt((x^2 + y^2) / 2))) + e - exp((cos 2 pi x + cos 2 pi y) / 2).
/// </summary>
/// <remarks>
/// Minimum: f(0, 0) = 0, the tip of a cone, where f is not differentiable; the gradient given there is 0, which is a subgradient. The multiplicative rule reaches a
/// minimum at 0 only in the limit. Domain: [-5, 5]^2. Start: (1.7, 2.6).
/// Source: D. H. Ackley, "A Connectionist Machine for Genetic Hillclimbing", Kluwer (1987); the start is a choice of this library.
/// </remarks>
public sealed class AckleyFunction() : TestFunction("Ackley", [new(-5, 5), new(-5, 5)], [1.7, 2.6], [0, 0])
{
    /// <inheritdoc/>
    protected override double EvaluateAt(ReadOnlySpan<double> point)
    {
        var (x, y) = (point[0], point[1]);
        return 20 * (1 - Math.Exp(-0.2 * Radius(x, y))) + (Math.E - Math.Exp(Waves(x, y)));
    }

    /// <inheritdoc/>
    protected override void GradientAt(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var (x, y) = (point[0], point[1]);
        if (x == 0 && y == 0)
        {
            gradient.Clear();
            return;
        }

        // r = sqrt((x^2 + y^2) / 2) has the derivative x / (2 r).
        var radius = Radius(x, y);
        var cone = 20 * 0.2 * Math.Exp(-0.2 * radius) / (2 * radius);
        var waves = Math.PI * Math.Exp(Waves(x, y));
        gradient[0] = cone * x + waves * Math.Sin(2 * Math.PI * x);
        gradient[1] = cone * y + waves * Math.Sin(2 * Math.PI * y);
    }

    // Hypot neither over- nor underflows where the squares would.
    private static double Radius(double x, double y) => double.Hypot(x, y) / Math.Sqrt(2);

    private static double Waves(double x, double y) => (Math.Cos(2 * Math.PI * x) + Math.Cos(2 * Math.PI * y)) / 2;
}
