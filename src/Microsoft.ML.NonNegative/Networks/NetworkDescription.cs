using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>A network as a value: its input and its layers. The signed network, the non-negative one, their counts and their files all follow from it.</summary>
public sealed record NetworkDescription
{
    /// <summary>A description whose layers fit each other.</summary>
    /// <param name="input">The shape of an input image.</param>
    /// <param name="layers">The layers in order; the last one has weights and no activation, every other weighted one has an activation.</param>
    /// <exception cref="ArgumentException">The layers do not fit; the message names the first that does not.</exception>
    public NetworkDescription(ImageShape input, IEnumerable<LayerDescription> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Input = input;
        Layers = [.. layers];
        if (input.Channels < 1 || input.Height < 1 || input.Width < 1)
            throw new ArgumentException($"The input shape {input} must be at least 1x1x1.", nameof(input));
        if ((double)input.Channels * input.Height * input.Width > int.MaxValue)
            throw new ArgumentException($"The input shape {input} has more than {int.MaxValue} values.", nameof(input));
        if (Layers.Any(layer => layer is null))
            throw new ArgumentException("A layer is null.", nameof(layers));
        if (Layers is not [.., WeightedLayer { Activation: null }])
            throw new ArgumentException("The last layer must have weights and no activation: its outputs are the scores before softmax.", nameof(layers));
        var walk = new LayerWalk(input);
        var output = walk.Through(Layers);
        if (output.Count != 1)
            throw new ArgumentException($"The network gives outputs of shape {string.Join('x', output)}; it must end in a vector of scores.", nameof(layers));
        (Weighted, Following, Activations, Summary, MaxSignals) = ([.. walk.Weighted], [.. walk.Following], [.. walk.Activations], [.. walk.Summary], walk.MaxSignals);
        if (MaxSignals > int.MaxValue)
            throw new ArgumentException($"A layer gives {MaxSignals} outputs for one image; at most {int.MaxValue} are possible.", nameof(layers));
    }

    /// <summary>The shape of an input image.</summary>
    public ImageShape Input { get; }

    /// <summary>The layers, from the input to the scores.</summary>
    public ImmutableArray<LayerDescription> Layers { get; }

    /// <summary>The layers with weights, those on the ways of residual layers included, in the order in which they compute.</summary>
    public ImmutableArray<WeightedLayer> Weighted { get; }

    /// <summary>Every layer, those on the ways of residual layers included, with its name, output shape and counts.</summary>
    public ImmutableArray<LayerSummary> Summary { get; }

    /// <summary>The number of scores.</summary>
    public int Classes => Weighted[^1].Outputs;

    /// <summary>The parameters of the signed network; the non-negative one has as many weights and biases that are not structurally zero.</summary>
    public long ParameterCount => Weighted.Sum(layer => layer.ParameterCount);

    /// <summary>The multiplications (each with an addition) that one image takes. The split form of a non-negative network, stored densely, takes twice as many.</summary>
    public long MultiplyAccumulates => Summary.Sum(layer => layer.MultiplyAccumulates);

    /// <summary>For each of <see cref="Weighted"/>, the activation that its pre-activations go into, alone or as one of two ways; null for the last.</summary>
    internal ImmutableArray<Activation?> Following { get; }

    /// <summary>Every place where an activation is applied, in the order in which they compute.</summary>
    internal ImmutableArray<ActivationSite> Activations { get; }

    /// <summary>The names of <see cref="Weighted"/>.</summary>
    internal IEnumerable<string> WeightedNames => Summary.Where(layer => layer.IsWeighted).Select(layer => layer.FullName);

    /// <summary>The most values that any layer takes or gives for one image.</summary>
    internal long MaxSignals { get; }

    /// <summary>How many of <paramref name="wanted"/> images can pass through together without a layer's signals taking more than 64 MiB; at least 1.</summary>
    internal int BatchOf(int wanted) => (int)Math.Clamp((1L << 24) / MaxSignals, 1, wanted);

    /// <summary>The description of the network whose normalisations are folded into weights and biases.</summary>
    internal NetworkDescription Fold() => Rewrite(layer => layer with { HasBias = true, IsNormalized = false });

    /// <summary>The same network with other layers in the place of those with weights, or other activations.</summary>
    /// <param name="layer">Gives the layer for the one there was.</param>
    /// <param name="activation">Gives the activation for the place, counted as in <see cref="Activations"/>, and the one there was.</param>
    internal NetworkDescription Rewrite(Func<WeightedLayer, WeightedLayer>? layer = null, Func<int, Activation, Activation>? activation = null)
    {
        var site = 0;
        return new NetworkDescription(Input, All(Layers));

        List<LayerDescription> All(IEnumerable<LayerDescription> layers) => [.. layers.Select(One)];

        LayerDescription One(LayerDescription old) => old switch
        {
            WeightedLayer weighted => Activated(layer?.Invoke(weighted) ?? weighted),
            ResidualLayer residual => new ResidualLayer(All(residual.Branch), All(residual.Shortcut), At(residual.Activation)),
            _ => old,
        };

        WeightedLayer Activated(WeightedLayer weighted) => weighted.Activation is { } old ? weighted with { Activation = At(old) } : weighted;

        Activation At(Activation old) => activation?.Invoke(site++, old) ?? old;
    }

    /// <inheritdoc/>
    public bool Equals(NetworkDescription? other) => other is not null && Input == other.Input && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Aggregate(Input.GetHashCode(), HashCode.Combine);

    /// <summary>One line for the input, one for each layer, one for the sums.</summary>
    public override string ToString() => string.Join(Environment.NewLine,
        Summary.Select(layer => $"{layer.FullName} -> {string.Join('x', layer.OutputShape)}")
            .Prepend($"input {Input}")
            .Append(FormattableString.Invariant($"{ParameterCount:N0} parameters, {MultiplyAccumulates:N0} multiply-accumulates an image")));
}
