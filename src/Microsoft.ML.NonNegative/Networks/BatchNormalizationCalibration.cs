using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Measures the mean and the variance that batch normalisation uses, once the weights are trained.</summary>
public static class BatchNormalizationCalibration
{
    /// <summary>
    /// Sets every normalisation's mean and variance to the average over <paramref name="batches"/>. While training they only follow the batches of the last steps, whose
    /// weights were others.
    /// </summary>
    /// <param name="network">The network; left in evaluation mode. Nothing happens to one without normalisation.</param>
    /// <param name="batches">Images, [batch, channels * height * width] each, of the size used in training or larger; not disposed.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="ArgumentException">There is no batch, or one of fewer than 2 images.</exception>
    public static void Calibrate(this SignedNetwork network, IEnumerable<Tensor> batches, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        var normalizations = network.Layers.Select(layer => layer.Normalization).OfType<BatchNormalization>().ToList();
        if (normalizations.Count == 0)
            return;
        using var withoutGradients = no_grad();
        var count = 0;
        network.train();
        try
        {
            foreach (var batch in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (batch.shape[0] < 2)
                    throw new ArgumentException($"A batch has {batch.shape[0]} images; the mean and variance of a batch need at least 2.", nameof(batches));

                // 1, 1/2, 1/3, ...: the running values become the plain average.
                count++;
                normalizations.ForEach(normalization => normalization.Momentum = 1.0 / count);
                network.forward(batch).Dispose();
            }
        }
        finally
        {
            normalizations.ForEach(normalization => normalization.Momentum = BatchNormalization.DefaultMomentum);
            network.eval();
        }
        if (count == 0)
            throw new ArgumentException("There is no batch to calibrate the batch normalisation with.", nameof(batches));
    }
}
