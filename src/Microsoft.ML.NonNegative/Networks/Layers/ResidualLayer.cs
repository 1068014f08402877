using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>The sum of two ways from the same input, then an activation: y = g(branch(x) + shortcut(x)).</summary>
public sealed record ResidualLayer : LayerDescription
{
    /// <summary>A sum of two ways.</summary>
    /// <param name="branch">At least one layer, the last one with weights and without activation.</param>
    /// <param name="shortcut">The same, or no layer at all: the input itself.</param>
    /// <param name="activation">g.</param>
    /// <exception cref="ArgumentException">A way does not end as it must.</exception>
    public ResidualLayer(IEnumerable<LayerDescription> branch, IEnumerable<LayerDescription> shortcut, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(branch);
        ArgumentNullException.ThrowIfNull(shortcut);
        ArgumentNullException.ThrowIfNull(activation);
        (Branch, Shortcut, Activation) = ([.. branch], [.. shortcut], activation);
        if (Branch.Concat(Shortcut).Any(layer => layer is null))
            throw new ArgumentException("A layer of a residual layer's ways is null.");
        if (Branch is not [.., WeightedLayer { Activation: null }] || Shortcut is not ([] or [.., WeightedLayer { Activation: null }]))
            throw new ArgumentException("Both ways of a residual layer must end in a layer with weights and without activation; the shortcut may also be empty. The activation follows the sum.");
    }

    /// <summary>The way with the most layers.</summary>
    public ImmutableArray<LayerDescription> Branch { get; }

    /// <summary>The short way; empty for the input itself.</summary>
    public ImmutableArray<LayerDescription> Shortcut { get; }

    /// <summary>g, applied to the sum.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    public override string Kind => $"residual sum, {Activation}";

    internal override IEnumerable<(string Name, IReadOnlyList<LayerDescription> Layers)> Parts => [("branch", Branch), ("shortcut", Shortcut)];

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input)
    {
        var (branch, shortcut) = (After(Branch, input), After(Shortcut, input));
        return branch.SequenceEqual(shortcut)
            ? branch
            : throw new ArgumentException($"The ways of a residual layer give outputs of shapes {string.Join('x', branch)} and {string.Join('x', shortcut)}, which cannot be added.");
    }

    /// <inheritdoc/>
    public bool Equals(ResidualLayer? other) =>
        other is not null && Branch.SequenceEqual(other.Branch) && Shortcut.SequenceEqual(other.Shortcut) && Activation.Equals(other.Activation);

    /// <inheritdoc/>
    public override int GetHashCode() => Branch.Concat(Shortcut).Aggregate(Activation.GetHashCode(), HashCode.Combine);

    private static IReadOnlyList<long> After(ImmutableArray<LayerDescription> layers, IReadOnlyList<long> shape) =>
        layers.Aggregate(shape, (before, layer) => layer.OutputShape(before));
}
