using Microsoft.ML.NonNegative;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Runs the test images through networks.</summary>
/// <param name="data">The images.</param>
/// <param name="normalized">Whether they are normalised by channel.</param>
/// <param name="cancellation">Stops between two batches.</param>
internal sealed class Testing(TableData data, bool normalized, CancellationToken cancellation)
{
    /// <summary>The share of test images whose class has the highest score.</summary>
    public double Accuracy(Func<Tensor, Tensor> scores)
    {
        using var withoutGradients = no_grad();
        var right = 0L;
        foreach (var (images, labels) in data.Test(normalized))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            right += scores(images).argmax(1).eq(labels).sum().item<long>();
        }
        return (double)right / data.TestCount;
    }

    /// <summary>What the split form of a network shows on the test images, and whether it equals an ordinary network.</summary>
    public SplitCheck Check(NonNegativeNetwork network, SignedNetwork? signed, double? clippedShare = null)
    {
        var report = EquivalenceCheck.Run(network, data.Test(normalized).Select(batch => batch.Images), signed, cancellation);
        return new(report.MinSignal, report.MinSignalRelative, report.ArgmaxDisagreements, report.UndecidedRows, report.MaxRelativeDifference, signed is null ? null : report.IsEquivalent, clippedShare);
    }

    /// <summary>The smallest weight or bias of a network.</summary>
    public static double SmallestWeight(nn.Module network)
    {
        using var withoutGradients = no_grad();
        return network.parameters().Min(parameter =>
        {
            using var least = parameter.min();
            return (double)least.item<float>();
        });
    }
}
