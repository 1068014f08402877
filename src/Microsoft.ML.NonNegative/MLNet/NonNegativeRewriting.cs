using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The step between the two phases of training: bounds activations, rewrites the network as a non-negative one, and tells the log what became of it.</summary>
internal static class NonNegativeRewriting
{
    /// <summary>The non-negative network with the outputs of <paramref name="signed"/>, but for activations that had no bound.</summary>
    /// <param name="signed">The signed network, in evaluation mode; unchanged.</param>
    /// <param name="range">The interval that inputs lie in.</param>
    /// <param name="calibration">Where activations without bound are bounded: at their largest outputs on these images.</param>
    /// <param name="examples">Images to compare the networks on, [batch, size].</param>
    /// <param name="channel">Is told of bounds and what they change, and warned where rounding makes the networks differ.</param>
    public static NonNegativeNetwork Run(SignedNetwork signed, SignalRange range, CalibrationImages calibration, Tensor examples, IChannel channel)
    {
        if (signed.Description.Activations.All(site => site.Activation.IsBounded))
            return RunBounded(signed, range, examples, channel);
        var (bounded, bounds) = signed.BoundActivations(calibration.Batches(signed.Description));
        using (bounded)
        {
            channel.Info(MessageSensitivity.None, $"Activations without bound are bounded at their largest outputs on {calibration.Description}: {string.Join(", ", bounds.Select(Describe))}.");
            ReportBounding(signed, bounded, examples, channel);
            return RunBounded(bounded, range, examples, channel);
        }
    }

    private static string Describe(ActivationBound bound) =>
        FormattableString.Invariant($"{bound.Bound:G4}") + (bound.Largest > 0 ? "" : " (no output was above 0)");

    private static NonNegativeNetwork RunBounded(SignedNetwork signed, SignalRange range, Tensor examples, IChannel channel)
    {
        var network = signed.ToNonNegative(range, NonNegativeImageClassificationTransformer.Isomorphism);
        try
        {
            WarnOfRounding(EquivalenceCheck.Run(network, [examples], signed), channel);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    // Not a matter of exactness: the bounded network is another one where outputs exceed what they were on the calibration images.
    private static void ReportBounding(SignedNetwork signed, SignedNetwork bounded, Tensor examples, IChannel channel)
    {
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        var (before, after) = (signed.forward(examples), bounded.forward(examples));
        var difference = after.sub(before).abs().max().item<float>();
        var changed = after.argmax(1).ne(before.argmax(1)).sum().item<long>();
        channel.Info(MessageSensitivity.None, FormattableString.Invariant($"The bounds move scores by at most {difference:G3} and change {changed} of {examples.shape[0]} predictions, on training images drawn at random."));
    }

    // The rewriting is exact in exact arithmetic; where c is too large for single precision beside z, as with badly scaled features, that must not go unnoticed.
    private static void WarnOfRounding(EquivalenceReport report, IChannel channel)
    {
        if (!report.IsEquivalent)
            channel.Warning(MessageSensitivity.None, FormattableString.Invariant($"The non-negative network differs from the signed one it was made of by more than rounding: scores by {report.MaxOutputDifference:G3}, {report.ArgmaxDisagreements} of {report.Rows} predictions. Offsets of up to {report.Layers.Max(layer => layer.Offset):G3} drown the signals; look for outliers among the features, which squeeze all others together."));
    }
}
