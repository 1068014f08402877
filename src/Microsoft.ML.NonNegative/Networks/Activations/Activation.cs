using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>An activation g: R -> [g_min, g_max] with 0 &lt;= g_min &lt; g_max. Derive from it for one of your own: a name, a range and <see cref="Apply"/>.</summary>
/// <remarks>
/// g_max is the rotation alpha of the next layer, and g_min >= 0 keeps its signals non-negative: an activation that can be negative is refused. One without an upper
/// bound can be trained as a signed network; to be rewritten as a non-negative one, it is bounded on data first (<see cref="ActivationCalibration.BoundActivations"/>).
/// Model files hold the library's activations only; a network with one of your own is kept by TorchSharp's <c>save</c> and <c>load</c>, or exported for hardware.
/// Source: Kirtas et al., arXiv 2310.01084.
/// </remarks>
public abstract class Activation : IEquatable<Activation>
{
    /// <summary>An activation with the range [<paramref name="minimum"/>, <paramref name="maximum"/>].</summary>
    /// <param name="name">The name in messages; two activations of one type with one name are equal.</param>
    /// <param name="minimum">g_min, at least 0.</param>
    /// <param name="maximum">g_max, above g_min; positive infinity where there is no bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or reaches below 0.</exception>
    protected Activation(string name, double minimum, double maximum)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!(minimum >= 0 && minimum < maximum))
            throw new ArgumentOutOfRangeException(nameof(minimum), FormattableString.Invariant($"The activation '{name}' has the range [{minimum}, {maximum}]; a non-negative network needs 0 <= minimum < maximum."));
        Name = name;
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>The name in model files and in messages.</summary>
    public string Name { get; }

    /// <summary>g_min, at least 0.</summary>
    public double Minimum { get; }

    /// <summary>g_max: the rotation alpha of the layer that follows. Infinite where <see cref="IsBounded"/> is false.</summary>
    public double Maximum { get; }

    /// <summary>Whether there is a greatest output, as light and hardware need it.</summary>
    public bool IsBounded => double.IsFinite(Maximum);

    /// <summary>The mean of the pre-activations at which a network learns well from the start.</summary>
    /// <value>Default: 0.</value>
    public virtual double SensitiveMean => 0;

    /// <summary>The standard deviation of the pre-activations at which a network learns well from the start.</summary>
    /// <value>Default: 1.</value>
    public virtual double SensitiveDeviation => 1;

    /// <summary>g(z), elementwise, differentiable.</summary>
    /// <param name="preActivation">z, any shape; not to be changed.</param>
    public abstract Tensor Apply(Tensor preActivation);

    /// <summary>g'(z), elementwise.</summary>
    /// <param name="preActivation">z, any shape.</param>
    public virtual Tensor Derivative(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        using var scope = NewDisposeScope();
        using var withGradients = enable_grad();
        var z = preActivation.detach().clone().requires_grad_();
        using (var sum = Apply(z).sum())
            sum.backward();
        return z.grad!.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public bool Equals(Activation? other) => other is not null && other.GetType() == GetType() && other.Name == Name && other.Minimum == Minimum && other.Maximum == Maximum;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Activation);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
