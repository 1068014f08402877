using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Where training starts: Xavier-normal weights, then per-unit moment matching on one batch.</summary>
internal static class NetworkInitialization
{
    private const double MaxScale = 100;

    /// <summary>A network with Xavier-normal weights (deviation sqrt(2 / (fan_in + fan_out))) and zero biases.</summary>
    public static SignedNetwork Xavier(NetworkDescription description, Random random)
    {
        var layers = description.Weighted.Select(layer =>
        {
            var receptive = layer.FanIn / layer.WeightShape[1];
            var deviation = Math.Sqrt(2.0 / (layer.FanIn + layer.Outputs * receptive));
            var values = new float[layer.Outputs * layer.FanIn];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(deviation * NextGaussian(random));
            return new SignedLayer(layer, tensor(values, [.. layer.WeightShape], float32), zeros(layer.Outputs, float32));
        });
        return new SignedNetwork(description, [.. layers]);
    }

    /// <summary>
    /// Layer by layer, scales and shifts every unit so that its pre-activations on <paramref name="batch"/> have the mean and the deviation
    /// at which its activation is sensitive: w_i &lt;- w_i s / sigma_i, b_i &lt;- m - s mu_i / sigma_i. The last layer gets mean 0 and
    /// deviation <paramref name="scoreDeviation"/>.
    /// </summary>
    /// <remarks>
    /// Without it, sin^2 is quadratic at the small pre-activations that Xavier gives, and the signal dies out from layer to layer.
    /// No unit is scaled up by more than 100: on inputs that hardly vary (features squeezed by an outlier), huge weights would make c drown z in single precision.
    /// </remarks>
    public static void MatchMoments(SignedNetwork network, Tensor batch, double scoreDeviation = 1)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        NetworkPass.Run(network.Description, batch, (i, x) =>
        {
            var layer = network.Layers[i];
            var activation = layer.Description.Activation;
            var target = activation?.SensitiveDeviation ?? scoreDeviation;
            var z = layer.forward(x);
            var units = z.transpose(0, 1).flatten(1);
            var mean = units.mean([1]);
            var deviation = units.std(1, unbiased: false);
            var scale = (target / deviation).clamp(max: MaxScale);
            layer.Weight.mul_(scale.reshape([layer.Description.Outputs, .. layer.Description.WeightShape.Skip(1).Select(_ => 1L)]));
            layer.Bias.sub_(mean).mul_(scale).add_(activation?.SensitiveMean ?? 0);
            z = layer.forward(x);
            return activation?.Apply(z) ?? z;
        });
    }

    // Box and Muller; two uniforms for one normal keeps the sequence simple to repeat.
    private static double NextGaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
