namespace Microsoft.ML.NonNegative;

/// <summary>Goes through a network's layers in the order in which they compute, and says of each what network.json holds.</summary>
internal sealed class HardwareGraphBuilder
{
    private readonly NonNegativeNetwork _network;
    private int _position;
    private int _weighted;

    private HardwareGraphBuilder(NonNegativeNetwork network) => _network = network;

    /// <summary>The graph of a network.</summary>
    public static HardwareGraph Build(NonNegativeNetwork network)
    {
        var (input, range) = (network.Description.Input, network.InputRange);
        var layers = new HardwareGraphBuilder(network).Through(network.Description.Layers, new Place([input.Channels, input.Height, input.Width], range));
        return new HardwareGraph(HardwareExport.FormatName, HardwareExport.FormatVersion, "Kirtas et al., arXiv 2310.01084", HardwareEquations.All,
            new GraphInput([input.Channels, input.Height, input.Width], range.Lower, range.Upper, network.OutsideInputs), network.Description.Classes, layers);
    }

    private List<GraphLayer> Through(IReadOnlyList<LayerDescription> layers, Place place)
    {
        var nodes = new List<GraphLayer>(layers.Count);
        foreach (var layer in layers)
        {
            var node = Node(layer, place);

            // A summary has the layers of a sum's ways before the sum itself, as they compute.
            var summary = _network.Description.Summary[_position++];
            nodes.Add(node with { Name = summary.Name, Kind = summary.Kind, InputShape = place.Shape, OutputShape = summary.OutputShape });
            place = new Place(summary.OutputShape, After(layer, place.Range));
        }
        return nodes;
    }

    private GraphLayer Node(LayerDescription layer, Place place) => layer switch
    {
        WeightedLayer weighted => Weighted(weighted),
        FlattenLayer => new GraphFlatten(),
        MaxPoolingLayer pooling => new GraphMaxPooling(pooling.KernelSize, pooling.Stride, pooling.Padding),
        AveragePoolingLayer pooling => new GraphAveragePooling(pooling.KernelSize, pooling.Stride, Padding: 0),
        AdaptiveAveragePoolingLayer pooling => new GraphAdaptiveAveragePooling(pooling.Size),
        ResidualLayer residual => new GraphResidual(GraphActivation.Of(residual.Activation), Through(residual.Branch, place), Through(residual.Shortcut, place)),
        SignalLayer own => new GraphOther(own.GetType().FullName ?? own.GetType().Name, GraphRange.Of(own.OutputRange(place.Range)), own.CommutesWithShifts),
        _ => throw NotExported(),
    };

    private GraphWeighted Weighted(WeightedLayer layer)
    {
        var index = _weighted++;
        var (arrays, encoding, activation) = (ArrayNames.Of(index), GraphEncoding.Of(_network.Layers[index].Encoding), GraphActivation.Of(layer.Activation));
        return layer switch
        {
            LinearLayer => new GraphLinear(arrays, layer.WeightShape, encoding, activation),
            ConvolutionLayer own => new GraphConvolution(own.KernelSize, own.Stride, own.Padding, own.Dilation, own.Groups, arrays, layer.WeightShape, encoding, activation),
            _ => throw NotExported(),
        };
    }

    private NotSupportedException NotExported() => new($"Layer {_network.Description.Summary[_position].FullName} cannot be exported to hardware.");

    // As the transformation has it: what commutes with shifts keeps the lower end that is taken off, everything else starts at 0.
    private static SignalRange After(LayerDescription layer, SignalRange range) => layer switch
    {
        WeightedLayer { Activation: { } activation } => new SignalRange(0, activation.Maximum),
        ResidualLayer residual => new SignalRange(0, residual.Activation.Maximum),
        SignalLayer passing when passing.OutputRange(range) is { } output => new SignalRange(passing.CommutesWithShifts ? range.Lower : 0, output.Upper),
        _ => range,
    };

    /// <summary>Where in the network: what arrives there.</summary>
    private readonly record struct Place(IReadOnlyList<long> Shape, SignalRange Range);
}
