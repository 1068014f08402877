using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Rewrites a signed network as an exactly equivalent non-negative one.</summary>
/// <remarks>
/// Layer by layer, for inputs in [lo, lo + alpha] (arXiv 2310.01084; inputs below 0 by x^ = x - lo):
/// W+ = max(W, 0), W- = max(-W, 0);
/// b~_i = b_i + lo sum_j w_ij - alpha sum_j W-_ij;
/// c = max_i |b~_i|;
/// b'_i = b~_i + c >= 0;
/// z'_i = W+_i x^ + W-_i (alpha - x^) + b'_i = z_i + c >= 0;
/// y_i = g_c(z'_i) = g(z'_i - c) = g(z_i); and alpha of the next layer is g_max.
/// </remarks>
internal static class IsomorphicTransformation
{
    /// <summary>The non-negative network with the same outputs.</summary>
    /// <param name="network">The signed network; unchanged.</param>
    /// <param name="input">The interval that the network's inputs lie in.</param>
    public static NonNegativeNetwork ToNonNegative(SignedNetwork network, SignalRange input)
    {
        input.Validate();
        using var withoutGradients = no_grad();
        var layers = new List<NonNegativeLayer>();
        foreach (var layer in network.Layers)
        {
            layers.Add(ToNonNegative(layer, input));
            if (layer.Description.Activation is { } activation)
                input = new SignalRange(0, activation.Maximum);
        }
        return new NonNegativeNetwork(network.Description, layers);
    }

    /// <summary>The non-negative layer with the same pre-activations, up to c.</summary>
    public static NonNegativeLayer ToNonNegative(SignedLayer layer, SignalRange input)
    {
        using var withoutGradients = no_grad();
        Tensor positive, negative, shiftedBias;
        double offset;
        using (NewDisposeScope())
        {
            var type = layer.Weight.dtype;
            positive = layer.Weight.clamp(min: 0).DetachFromDisposeScope();
            negative = layer.Weight.neg().clamp_(min: 0).DetachFromDisposeScope();

            // In double precision: sum W- is much larger than what rounding must not touch.
            var weight = layer.Weight.to(float64).flatten(1);
            var rotated = layer.Bias.to(float64)
                .add(weight.sum(1).mul(input.Lower))
                .sub(weight.neg().clamp_(min: 0).sum(1).mul(input.Extent));
            offset = RoundUp(rotated.abs().max().item<double>(), type);
            shiftedBias = rotated.add(offset).clamp_(min: 0).to(type, copy: true).DetachFromDisposeScope();
        }
        return new NonNegativeLayer(layer.Description, SignalEncoding.For(input, offset), positive, negative, shiftedBias);
    }

    // c must be the same number in the layer's own precision, else z' - c would be off by a rounding of c.
    private static double RoundUp(double offset, ScalarType type)
    {
        if (type != float32)
            return offset;
        var rounded = (float)offset;
        return rounded < offset ? MathF.BitIncrement(rounded) : rounded;
    }
}
