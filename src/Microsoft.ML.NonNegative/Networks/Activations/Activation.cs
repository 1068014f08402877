using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A bounded activation g: R -> [g_min, g_max] with 0 &lt;= g_min &lt; g_max, which makes it realisable with light.</summary>
/// <remarks>
/// g_max is the rotation alpha of the next layer, and g_min >= 0 keeps its signals non-negative; both are checked on construction.
/// Source: Kirtas et al., arXiv 2310.01084.
/// </remarks>
public abstract class Activation
{
    /// <summary>An activation with the range [<paramref name="minimum"/>, <paramref name="maximum"/>].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within [0, infinity), or empty.</exception>
    private protected Activation(string name, double minimum, double maximum)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!(minimum >= 0 && minimum < maximum && double.IsFinite(maximum)))
            throw new ArgumentOutOfRangeException(nameof(minimum), FormattableString.Invariant($"The activation '{name}' has the range [{minimum}, {maximum}]; a non-negative network needs 0 <= minimum < maximum < infinity."));
        Name = name;
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>The name in model files and in messages.</summary>
    public string Name { get; }

    /// <summary>g_min, at least 0.</summary>
    public double Minimum { get; }

    /// <summary>g_max: the rotation alpha of the layer that follows.</summary>
    public double Maximum { get; }

    /// <summary>The mean of the pre-activations at which a network learns well from the start.</summary>
    public abstract double SensitiveMean { get; }

    /// <summary>The standard deviation of the pre-activations at which a network learns well from the start.</summary>
    public abstract double SensitiveDeviation { get; }

    /// <summary>g(z), elementwise, differentiable.</summary>
    /// <param name="preActivation">z, any shape.</param>
    public abstract Tensor Apply(Tensor preActivation);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
