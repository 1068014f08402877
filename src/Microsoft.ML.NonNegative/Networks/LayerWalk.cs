namespace Microsoft.ML.NonNegative;

/// <summary>Goes through a description's layers in the order in which they compute, and collects what there is to know of them.</summary>
internal sealed class LayerWalk
{
    private readonly long[] _input;

    public LayerWalk(ImageShape input)
    {
        _input = [input.Channels, input.Height, input.Width];
        MaxSignals = _input.Product();
    }

    public List<WeightedLayer> Weighted { get; } = [];

    /// <summary>For each of <see cref="Weighted"/>, the activation that its pre-activations go into, alone or as one of two ways; null for the last.</summary>
    public List<Activation?> Following { get; } = [];

    public List<ActivationSite> Activations { get; } = [];

    public List<LayerSummary> Summary { get; } = [];

    public long MaxSignals { get; private set; }

    /// <summary>The output shape of the whole network.</summary>
    public IReadOnlyList<long> Through(IReadOnlyList<LayerDescription> layers) => Through(layers, _input, prefix: "", sum: null);

    private IReadOnlyList<long> Through(IReadOnlyList<LayerDescription> layers, IReadOnlyList<long> shape, string prefix, Activation? sum)
    {
        for (var i = 0; i < layers.Count; i++)
            shape = Through(layers[i], isLast: i == layers.Count - 1, shape, FormattableString.Invariant($"{prefix}{i}"), sum);
        return shape;
    }

    private IReadOnlyList<long> Through(LayerDescription layer, bool isLast, IReadOnlyList<long> input, string name, Activation? sum)
    {
        foreach (var (part, layers) in layer.Parts)
            Through(layers, input, $"{name}.{part}.", (layer as ResidualLayer)?.Activation);
        var (output, signals) = Output(layer, input, name);
        MaxSignals = Math.Max(MaxSignals, signals);
        var weighted = layer as WeightedLayer;
        if (weighted is { Activation: null } && !isLast)
            throw new ArgumentException($"Layer {name} ({layer.Kind}) has no activation. Every layer with weights needs one, but for the last of the network and of each way of a residual layer: it bounds the next layer's input.", nameof(layer));
        var summary = new LayerSummary(name, layer.Kind, [.. output], weighted is not null, weighted?.ParameterCount ?? 0, weighted is null ? 0 : checked(signals * weighted.FanIn));
        Summary.Add(summary);
        if (weighted is not null)
        {
            Weighted.Add(weighted);
            Following.Add(weighted.Activation ?? sum);
        }
        if ((weighted?.Activation ?? (layer as ResidualLayer)?.Activation) is { } activation)
            Activations.Add(new ActivationSite(summary.FullName, activation));
        return output;
    }

    private static (IReadOnlyList<long> Shape, long Signals) Output(LayerDescription layer, IReadOnlyList<long> input, string name)
    {
        try
        {
            var shape = layer.OutputShape(input);
            return (shape, shape.Product());
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new ArgumentException($"Layer {name}: {e.Message}", e);
        }
    }
}
