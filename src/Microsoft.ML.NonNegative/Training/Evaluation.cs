using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Measures a network on images that it is not trained on, or on the training images as they are, not augmented.</summary>
internal static class Evaluation
{
    private const int MaxRows = 256;

    /// <summary>The mean cross-entropy and the share of images classified right; leaves the network in evaluation mode.</summary>
    /// <param name="network">Of any type of weights, on any device.</param>
    /// <param name="inputs">At least one image.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="type">The type to compute with.</param>
    /// <param name="checkCancellation">Throws when training is to stop; asked before every batch.</param>
    public static ValidationResult Run(IScoringNetwork network, TrainingInputs inputs, Device device, ScalarType type, Action checkCancellation)
    {
        ((nn.Module)network).eval();
        using var withoutGradients = no_grad();
        var tally = new EpochTally();
        foreach (var batch in inputs.InOrder(network.Description.BatchOf(MaxRows)))
        {
            checkCancellation();
            using var scope = NewDisposeScope();
            var labels = batch.LabelTensor(device);
            var scores = network.Score(batch.Inputs(inputs.Size, device, type)).to(float32);
            tally = tally.Add(nn.functional.cross_entropy(scores, labels).item<float>(), scores.argmax(1).eq(labels).sum().item<long>(), batch.Count);
        }
        return new ValidationResult(tally.Loss, tally.Accuracy);
    }
}
