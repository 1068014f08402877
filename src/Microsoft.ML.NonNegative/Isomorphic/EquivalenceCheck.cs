using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Runs data through a non-negative network in the split form and holds it against 0 and, where there is one, the signed network.</summary>
/// <remarks>The split form rotates real inputs and applies W+ and W- separately; W+ - W-, which would be the signed network again, is never formed.</remarks>
internal static class EquivalenceCheck
{
    /// <param name="network">The non-negative network.</param>
    /// <param name="batches">Inputs, [batch, size] each; disposed after use.</param>
    /// <param name="signed">The network it should equal, or null.</param>
    public static EquivalenceReport Run(NonNegativeNetwork network, IEnumerable<Tensor> batches, SignedNetwork? signed = null)
    {
        using var withoutGradients = no_grad();
        using var outerScope = NewDisposeScope();
        var layers = network.Layers.Select((layer, i) => new LayerTally(i, layer)).ToList();
        long rows = 0, disagreements = 0;
        var outputDifference = 0.0;
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            using var input = batch;
            var expected = new List<Tensor>();
            var expectedScores = signed?.Run(input, (_, z) => expected.Add(z.alias().DetachFromDisposeScope()));
            var scores = network.RunSplit(input, (i, signals) => layers[i].Add(signals, expected.ElementAtOrDefault(i)));
            expected.ForEach(z => z.Dispose());
            rows += input.shape[0];
            if (expectedScores is null)
                continue;
            outputDifference = Math.Max(outputDifference, MaxAbs(scores.sub(expectedScores)));
            disagreements += scores.argmax(1).ne(expectedScores.argmax(1)).sum().item<long>();
        }
        return new EquivalenceReport(rows, signed is null ? null : outputDifference, signed is null ? null : disagreements, [.. layers.Select(layer => layer.Report())]);
    }

    private static double MaxAbs(Tensor tensor) => tensor.abs().max().to(float64).item<double>();

    private static double Min(Tensor tensor) => tensor.min().to(float64).item<double>();

    private sealed class LayerTally(int index, NonNegativeLayer layer)
    {
        private readonly double _minBias = Min(layer.Bias);
        private double _minInput = double.PositiveInfinity;
        private double _minShifted = double.PositiveInfinity;
        private double _maxShifted;
        private double? _maxDifference;

        public void Add(SplitSignals signals, Tensor? expected)
        {
            _minInput = Math.Min(_minInput, Math.Min(Min(signals.Direct), Min(signals.Rotated)));
            _minShifted = Math.Min(_minShifted, Min(signals.Shifted));
            _maxShifted = Math.Max(_maxShifted, MaxAbs(signals.Shifted));
            if (expected is not null)
                _maxDifference = Math.Max(_maxDifference ?? 0, MaxAbs(signals.Shifted.sub(layer.Encoding.Offset).sub(expected)));
        }

        public LayerReport Report()
        {
            var minWeight = Math.Min(Math.Min(Min(layer.Positive), Min(layer.Negative)), _minBias);
            var minShifted = Math.Min(_minShifted, _minBias);
            var relative = Math.Min(_minInput / layer.Encoding.Rotation, Part(minShifted));
            return new LayerReport(index, layer.Encoding.Rotation, layer.Encoding.Offset, minWeight, Math.Min(_minInput, minShifted), relative, _maxDifference is { } difference ? Part(difference) : null);
        }

        // Of the largest z'; nothing of nothing is nothing.
        private double Part(double value) => value == 0 ? 0 : value / _maxShifted;
    }
}
