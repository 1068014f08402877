using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Rewrites signed networks as exactly equivalent non-negative ones, and back.</summary>
/// <remarks>
/// Layer by layer, for inputs in [lo, lo + alpha] (arXiv 2310.01084; inputs below 0 by x^ = x - lo):
/// W+ = max(W, 0), W- = max(-W, 0);
/// b~_i = b_i + lo sum_j w_ij - alpha sum_j W-_ij;
/// c = max_i |b~_i|, or c_i = max(0, -b~_i);
/// b'_i = b~_i + c >= 0;
/// z'_i = W+_i x^ + W-_i (alpha - x^) + b'_i = z_i + c >= 0;
/// y_i = g_c(z'_i) = g(z'_i - c) = g(z_i); and alpha of the next layer is g_max.
/// Where two ways are added, the offsets add as well, and g takes off their sum.
/// </remarks>
public static class IsomorphicTransformation
{
    /// <summary>The non-negative network with the same outputs as <paramref name="network"/> in evaluation mode. Batch normalisation is folded.</summary>
    /// <param name="network">The signed network; unchanged.</param>
    /// <param name="input">The interval that the network's inputs lie in; widened to hold 0 where a layer pads with zeros.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="InvalidOperationException">An activation has no upper bound, a weight is not finite, or b' is not, for too wide a range.</exception>
    /// <exception cref="NotSupportedException">A layer of your own has no non-negative form.</exception>
    /// <exception cref="ArgumentException"><paramref name="input"/> is no interval.</exception>
    public static NonNegativeNetwork ToNonNegative(this SignedNetwork network, SignalRange input, IsomorphicOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new IsomorphicOptions();
        options.Validate();
        input.Validate();
        if (network.Description.Weighted.Any(layer => layer.IsPadded))
            input = new SignalRange(Math.Min(input.Lower, 0), Math.Max(input.Upper, 0));
        var ranges = SignalRanges.Of(network.Description, input);
        using var folded = network.Fold();
        CheckFinite(folded.Layers.Select(layer => layer.StoredParameters), folded.Description, "weights or biases that are not finite numbers: training diverged, or the network is damaged");
        var layers = folded.Layers.Select((layer, i) => ToNonNegative(layer, ranges[i], options.Offset)).ToList();
        var isomorphic = new NonNegativeNetwork(folded.Description, layers, input, options.OutsideInputs);
        try
        {
            CheckFinite(layers.Select(layer => new Tensor[] { layer.Bias, layer.Offset }), folded.Description, $"a range of inputs that is too wide for numbers of type {layers[0].Bias.dtype}");
            return isomorphic;
        }
        catch
        {
            isomorphic.Dispose();
            throw;
        }
    }

    /// <summary>The signed network with the same outputs: W = W+ - W-, b = b' - c + alpha sum W- - lo sum W. Exact but for rounding.</summary>
    /// <param name="network">The non-negative network; unchanged.</param>
    public static SignedNetwork ToSigned(this NonNegativeNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var signed = new SignedNetwork(network.Description, [.. network.Layers.Select(layer => layer.ToSigned())]);
        signed.eval();
        return signed;
    }

    /// <summary>The non-negative layer with the same pre-activations, up to c.</summary>
    internal static NonNegativeLayer ToNonNegative(SignedLayer layer, SignalRange input, OffsetKind kind = OffsetKind.PerLayer)
    {
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        var (type, device) = (layer.Weight.dtype, layer.Weight.device);

        // In double precision: sum W- is much larger than what rounding must not touch.
        var weight = layer.Weight.to(float64).flatten(1);
        var rotated = layer.Bias!.to(float64)
            .add(weight.sum(1).mul(input.Lower))
            .sub(weight.neg().clamp_(min: 0).sum(1).mul(input.Extent));
        var least = kind == OffsetKind.PerLayer ? rotated.abs().max().reshape(1) : rotated.neg().clamp_(min: 0);
        var offset = RoundUp(least, type).to(device);
        var shiftedBias = rotated.add(offset).clamp_(min: 0).to(type, copy: true);
        return new NonNegativeLayer(layer.Description, SignalEncoding.For(input),
            layer.Weight.clamp(min: 0).DetachFromDisposeScope(), layer.Weight.neg().clamp_(min: 0).DetachFromDisposeScope(),
            shiftedBias.DetachFromDisposeScope(), offset.DetachFromDisposeScope());
    }

    // c must be the same number in the layer's own precision, else z' - c would be off by a rounding of c; and never less, else b' would be negative.
    private static Tensor RoundUp(Tensor offset, ScalarType type)
    {
        if (type != float32)
            return offset.to(type, copy: true);
        using var local = offset.cpu();
        return tensor(local.data<double>().Select(value => (float)value is var rounded && rounded < value ? MathF.BitIncrement(rounded) : rounded).ToArray(), float32);
    }

    private static void CheckFinite(IEnumerable<IEnumerable<Tensor>> values, NetworkDescription description, string fault)
    {
        using var withoutGradients = no_grad();
        foreach (var (tensors, name) in values.Zip(description.WeightedNames))
            foreach (var tensor in tensors)
            {
                using var scope = NewDisposeScope();
                if (!double.IsFinite(tensor.abs().max().to(float64).item<double>()))
                    throw new InvalidOperationException($"Layer {name} has {fault}.");
            }
    }
}
