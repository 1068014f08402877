namespace Microsoft.ML.NonNegative;

/// <summary>The way of the signals' range through the layers of a description: alpha of a layer is g_max of the one before.</summary>
internal sealed class SignalRanges
{
    private readonly NetworkDescription _description;
    private readonly List<SignalRange> _ranges = [];
    private int _position;

    private SignalRanges(NetworkDescription description) => _description = description;

    /// <summary>The range of the inputs of each weighted layer.</summary>
    /// <param name="description">The network.</param>
    /// <param name="input">The range of the network's inputs.</param>
    /// <exception cref="InvalidOperationException">An activation has no upper bound.</exception>
    /// <exception cref="NotSupportedException">A layer has no non-negative form.</exception>
    public static IReadOnlyList<SignalRange> Of(NetworkDescription description, SignalRange input)
    {
        var ranges = new SignalRanges(description);
        ranges.Through(description.Layers, input);
        return ranges._ranges;
    }

    private SignalRange Through(IEnumerable<LayerDescription> layers, SignalRange range) => layers.Aggregate(range, (before, layer) => Through(layer, before));

    private SignalRange Through(LayerDescription layer, SignalRange range)
    {
        foreach (var (_, layers) in layer.Parts)
            Through(layers, range);
        var name = _description.Summary[_position++].FullName;
        switch (layer)
        {
            case WeightedLayer weighted:
                _ranges.Add(range);
                return weighted.Activation is { } activation ? After(activation, name) : range;
            case ResidualLayer residual:
                return After(residual.Activation, name);
            case SignalLayer passing:
                return After(passing, range, name);
            default:
                throw new NotSupportedException($"Layer {name} cannot be part of a non-negative network.");
        }
    }

    private static SignalRange After(Activation activation, string name) => activation.IsBounded
        ? new SignalRange(0, activation.Maximum)
        : throw new InvalidOperationException($"The activation '{activation}' of layer {name} has no upper bound, so that there is no rotation alpha for the layer after it. Bound it on data with {nameof(ActivationCalibration.BoundActivations)}, or train with {nameof(Activations.ReluN)}.");

    private static SignalRange After(SignalLayer layer, SignalRange range, string name)
    {
        if (layer.OutputRange(range) is not { } output)
            throw new NotSupportedException(FormattableString.Invariant($"Layer {name} cannot be part of a non-negative network: its outputs have no range for inputs in [{range.Lower}, {range.Upper}]."));
        output.Validate();
        if (layer.CommutesWithShifts && output.Lower >= range.Lower)
            return new SignalRange(range.Lower, output.Upper);
        if (range.Lower != 0)
            throw new NotSupportedException(FormattableString.Invariant($"Layer {name} cannot take inputs in [{range.Lower}, {range.Upper}], which are sent as x - ({range.Lower}): it does not commute with shifts. Scale the inputs to [0, {range.Extent}]."));
        return output.Lower >= 0
            ? new SignalRange(0, output.Upper)
            : throw new NotSupportedException(FormattableString.Invariant($"Layer {name} cannot be part of a non-negative network: its outputs lie in [{output.Lower}, {output.Upper}], and no signal can be negative."));
    }
}
