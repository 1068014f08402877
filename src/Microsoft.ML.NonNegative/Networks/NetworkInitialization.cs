using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Where training starts.</summary>
public static class NetworkInitialization
{
    private const double MaxScale = 100;

    /// <summary>A network with Xavier-normal weights (deviation sqrt(2 / (fan_in + fan_out))) and zero biases.</summary>
    /// <param name="description">The network.</param>
    /// <param name="random">Gives the weights.</param>
    public static SignedNetwork Xavier(NetworkDescription description, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Create(description, bias: 0, layer =>
        {
            var deviation = Math.Sqrt(2.0 / (layer.FanIn + layer.Outputs * layer.ReceptiveField));
            return () => deviation * NextGaussian(random);
        });
    }

    /// <summary>The baseline "Exp." of arXiv 2310.01084: non-negative weights w ~ Exp(lambda) and equal biases, in a network that is not rewritten.</summary>
    /// <param name="description">The network.</param>
    /// <param name="random">Gives the weights.</param>
    /// <param name="rate">lambda, above 0: the mean weight is 1 / lambda.</param>
    /// <param name="bias">Every bias, at least 0.</param>
    public static SignedNetwork Exponential(NetworkDescription description, Random random, double rate = 100, double bias = 0)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfNegative(bias);
        return Create(description, bias, _ => () => -Math.Log(1 - random.NextDouble()) / rate);
    }

    /// <summary>
    /// Layer by layer, scales and shifts every unit so that its pre-activations on <paramref name="batch"/> have the mean and the deviation
    /// at which its activation is sensitive: w_i &lt;- w_i s / sigma_i, b_i &lt;- m - s mu_i / sigma_i. The last layer gets mean 0 and
    /// deviation <paramref name="scoreDeviation"/>. Layers that are normalised over the batch are left as they are.
    /// </summary>
    /// <param name="network">The network; every layer that is not normalised needs biases.</param>
    /// <param name="batch">Images, [batch, channels * height * width]; some hundreds are enough.</param>
    /// <param name="scoreDeviation">The deviation of the scores before softmax.</param>
    /// <exception cref="ArgumentException">The batch is empty, or of another shape.</exception>
    /// <remarks>
    /// Without it, sin^2 is quadratic at the small pre-activations that Xavier gives, and the signal dies out from layer to layer.
    /// A unit that does not vary on the batch keeps its weights. No unit is scaled up by more than 100: on inputs that hardly vary (features squeezed by an outlier), huge weights would make c drown z in single precision.
    /// </remarks>
    public static void MatchMoments(SignedNetwork network, Tensor batch, double scoreDeviation = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.numel() == 0)
            throw new ArgumentException("The batch to match moments on is empty.", nameof(batch));
        using var withoutGradients = no_grad();
        new NetworkPass(network.Description, (i, x) => new Signal(Match(network.Layers[i], x.Value, Target(network.Description, i, scoreDeviation)))).Run(batch).Dispose();
    }

    private static Tensor Match(SignedLayer layer, Tensor input, (double Mean, double Deviation) target)
    {
        var z = layer.forward(input);
        if (layer.Normalization is not null || layer.Bias is null)
            return z;
        var units = z.transpose(0, 1).flatten(1);
        var mean = units.mean([1]);
        var deviation = units.std(1, unbiased: false);
        var scale = where(deviation > 0, (target.Deviation / deviation).clamp(max: MaxScale), ones_like(deviation));
        layer.Weight.mul_(scale.reshape([layer.Description.Outputs, .. layer.Description.WeightShape.Skip(1).Select(_ => 1L)]));
        layer.Bias.sub_(mean).mul_(scale).add_(target.Mean);
        return layer.forward(input);
    }

    private static (double Mean, double Deviation) Target(NetworkDescription description, int layer, double scoreDeviation)
    {
        if (layer == description.Weighted.Length - 1)
            return (0, scoreDeviation);
        if (description.Weighted[layer].Activation is { } own)
            return (own.SensitiveMean, own.SensitiveDeviation);

        // Two ways are added before the activation; each gives half of its mean and half of its variance.
        var sum = description.Following[layer]!;
        return (sum.SensitiveMean / 2, sum.SensitiveDeviation / Math.Sqrt(2));
    }

    private static SignedNetwork Create(NetworkDescription description, double bias, Func<WeightedLayer, Func<double>> weights)
    {
        ArgumentNullException.ThrowIfNull(description);
        var layers = description.Weighted.Select(layer =>
        {
            var next = weights(layer);
            var values = new float[layer.Outputs * layer.FanIn];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)next();
            return new SignedLayer(layer, tensor(values, [.. layer.WeightShape], float32),
                layer.HasBias ? full(layer.Outputs, bias, float32) : null,
                layer.IsNormalized ? BatchNormalization.Initial(layer.Outputs) : null);
        });
        return new SignedNetwork(description, [.. layers]);
    }

    // Box and Muller; two uniforms for one normal keeps the sequence simple to repeat.
    private static double NextGaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
