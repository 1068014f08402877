using System.Globalization;

namespace Microsoft.ML.NonNegative;

/// <summary>The activations that come with the library.</summary>
public static class Activations
{
    /// <summary>sin^2(pi/2 * clamp(z, 0, 1)), in [0, 1].</summary>
    public static Activation Sinusoidal { get; } = new PhotonicSinusoidal();

    /// <summary>The photonic sigmoid, in [0.060, 1.005].</summary>
    public static Activation Sigmoid { get; } = new PhotonicSigmoid();

    /// <summary>max(z, 0), without an upper bound: for signed networks, to be bounded on data before they are rewritten.</summary>
    public static Activation Relu { get; } = new BoundedRelu(double.PositiveInfinity);

    /// <summary>min(max(z, 0), n), in [0, n].</summary>
    /// <param name="bound">n, above 0; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not a finite number above 0.</exception>
    public static Activation ReluN(double bound) => double.IsFinite(bound)
        ? new BoundedRelu(bound)
        : throw new ArgumentOutOfRangeException(nameof(bound), bound, $"The bound must be a finite number above 0; {nameof(Relu)} has none.");

    /// <summary>One of each kind, those with a bound.</summary>
    public static IReadOnlyList<Activation> All { get; } = [Sinusoidal, Sigmoid, ReluN(6)];

    /// <summary>The activation of that name: "sinusoidal", "sigmoid", "relu", or "relu" and its bound, as in "relu6".</summary>
    /// <exception cref="ArgumentException">There is none; the message names those there are.</exception>
    public static Activation FromName(string name) => Find(name)
        ?? throw new ArgumentException($"There is no activation '{name}'; there are {Sinusoidal}, {Sigmoid}, {Relu}, and relu with a bound, for example relu6.", nameof(name));

    /// <summary>The activation of that name, or null.</summary>
    internal static Activation? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var activation in new[] { Sinusoidal, Sigmoid, Relu })
            if (string.Equals(activation.Name, name, StringComparison.OrdinalIgnoreCase))
                return activation;
        return name.StartsWith(BoundedRelu.BaseName, StringComparison.OrdinalIgnoreCase)
            && double.TryParse(name.AsSpan(BoundedRelu.BaseName.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var bound)
            && double.IsFinite(bound) && bound > 0
                ? new BoundedRelu(bound)
                : null;
    }
}
