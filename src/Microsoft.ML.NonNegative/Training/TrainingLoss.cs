using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>
/// The loss of a batch: sum_i v_i H(q_i, softmax(z_i)) / sum_i v_i, with H the cross-entropy in nats, q_i the label's distribution (1 - s) e_y + s / K, and v_i the weight of
/// its class y. Of images that are mixed, both labels count by their shares.
/// </summary>
/// <param name="smoothing">s.</param>
/// <param name="classWeights">v by class; empty for 1.</param>
internal sealed class TrainingLoss(double smoothing, ImmutableArray<double> classWeights)
{
    /// <summary>The plain mean of cross-entropies.</summary>
    public static TrainingLoss CrossEntropy { get; } = new(0, []);

    /// <summary>The weights that make classes count alike: n / (K n_k), 0 for a class without images.</summary>
    public static ImmutableArray<double> Balanced(ImmutableArray<long> classCounts) =>
        [.. classCounts.Select(count => count > 0 ? (double)classCounts.Sum() / (classCounts.Length * count) : 0)];

    /// <summary>The loss, to be differentiated.</summary>
    /// <param name="scores">z, before softmax, [batch, classes].</param>
    /// <param name="labels">[batch], on the scores' device.</param>
    /// <param name="batch">Where labels and scores come from.</param>
    public Tensor Of(Tensor scores, Tensor labels, Batch batch)
    {
        if (smoothing == 0 && classWeights.IsEmpty && batch.Shares is null)
            return nn.functional.cross_entropy(scores, labels);
        var classes = (int)scores.shape[1];
        var targets = new float[batch.Count * classes];
        double total = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var row = targets.AsSpan(i * classes, classes);
            var share = batch.Shares?[i] ?? 1;
            total += Add(row, batch.Labels[i], share);
            if (batch.PartnerLabels is { } partners)
                total += Add(row, partners[i], 1 - share);
        }

        // A batch of nothing but classes of weight 0 has no loss.
        if (total > 0)
            foreach (ref var target in targets.AsSpan())
                target = (float)(target / -total);
        return scores.log_softmax(1).mul(tensor(targets, [batch.Count, classes], float32).to(scores.device)).sum();
    }

    private double Add(Span<float> row, long label, double share)
    {
        var weight = share * (classWeights.IsEmpty ? 1 : classWeights[(int)label]);
        foreach (ref var value in row)
            value += (float)(weight * smoothing / row.Length);
        row[(int)label] += (float)(weight * (1 - smoothing));
        return weight;
    }
}
