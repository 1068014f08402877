namespace Microsoft.ML.NonNegative;

/// <summary>The activations that come with the library.</summary>
public static class Activations
{
    /// <summary>sin^2(pi/2 * clamp(z, 0, 1)), in [0, 1].</summary>
    public static Activation Sinusoidal { get; } = new PhotonicSinusoidal();

    /// <summary>The photonic sigmoid, in [0.060, 1.005].</summary>
    public static Activation Sigmoid { get; } = new PhotonicSigmoid();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Activation> All { get; } = [Sinusoidal, Sigmoid];

    /// <summary>The activation of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message names those there are.</exception>
    public static Activation FromName(string name) =>
        All.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no activation '{name}'; there are {string.Join(", ", All)}.", nameof(name));
}
