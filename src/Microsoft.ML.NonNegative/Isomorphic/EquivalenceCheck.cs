using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Runs data through a non-negative network in the split form and holds it against 0 and, where there is one, the signed network.</summary>
/// <remarks>The split form rotates real inputs and applies W+ and W- separately; W+ - W-, which would be the signed network again, is never formed.</remarks>
public static class EquivalenceCheck
{
    /// <summary>Measures every layer and the scores.</summary>
    /// <param name="network">The non-negative network.</param>
    /// <param name="batches">Inputs, [batch, size] each; not disposed.</param>
    /// <param name="signed">The network it should equal, in evaluation mode, of as many layers; or null.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="ArgumentException"><paramref name="signed"/> has other layers, or is in training mode.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Inputs lie outside the network's range, and it refuses them.</exception>
    public static EquivalenceReport Run(NonNegativeNetwork network, IEnumerable<Tensor> batches, SignedNetwork? signed = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        if (signed is not null && !signed.Layers.Select(Shape).SequenceEqual(network.Layers.Select(Shape)))
            throw new ArgumentException("The signed network has other layers than the non-negative one.", nameof(signed));
        if (signed is { training: true } && signed.Layers.Any(layer => layer.Normalization is not null))
            throw new ArgumentException("The signed network is in training mode, in which batch normalisation depends on the batch: call eval() first.", nameof(signed));
        using var withoutGradients = no_grad();
        using var outerScope = NewDisposeScope();
        var names = network.Description.WeightedNames.ToList();
        var layers = network.Layers.Select((layer, i) => new LayerTally(i, names[i], layer)).ToList();
        var scores = new ScoreTally();
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (batch.numel() == 0)
                continue;
            using var scope = NewDisposeScope();
            using var exact = new FullPrecision(batch.device);
            var expected = new List<Tensor>();
            try
            {
                var expectedScores = signed?.Run(batch, (_, z) => expected.Add(z.clone().DetachFromDisposeScope()));
                scores.Add(network.RunSplit(batch, (i, signals) => layers[i].Add(signals, expected.ElementAtOrDefault(i))), expectedScores);
            }
            finally
            {
                expected.ForEach(z => z.Dispose());
            }
        }
        return scores.Report([.. layers.Select(layer => layer.Report())], network.Layers[0].Positive.dtype, compared: signed is not null);
    }

    private static string Shape(SignedLayer layer) => string.Join('x', layer.Description.WeightShape);

    private static string Shape(NonNegativeLayer layer) => string.Join('x', layer.Description.WeightShape);

    private static double MaxAbs(Tensor tensor) => tensor.abs().max().to(float64).item<double>();

    private static double Min(Tensor tensor) => tensor.min().to(float64).item<double>();

    private sealed class LayerTally(int index, string name, NonNegativeLayer layer)
    {
        private readonly double _minBias = Min(layer.Bias);
        private readonly Tensor _offset = layer.Description.PerOutput(layer.Offset);
        private double _minInput = double.PositiveInfinity;
        private double _minShifted = double.PositiveInfinity;
        private double _maxShifted;
        private double? _maxDifference;

        public void Add(SplitSignals signals, Tensor? expected)
        {
            using var scope = NewDisposeScope();
            _minInput = Math.Min(_minInput, Math.Min(Min(signals.Direct), Min(signals.Rotated)));
            _minShifted = Math.Min(_minShifted, Min(signals.Shifted));
            _maxShifted = Math.Max(_maxShifted, MaxAbs(signals.Shifted));
            if (expected is not null)
                _maxDifference = Math.Max(_maxDifference ?? 0, MaxAbs(signals.Shifted.sub(_offset).sub_(expected)));
        }

        public LayerReport Report()
        {
            var minWeight = Math.Min(Math.Min(Min(layer.Positive), Min(layer.Negative)), _minBias);
            var minShifted = Math.Min(_minShifted, _minBias);
            var relative = Math.Min(_minInput / layer.Encoding.Rotation, Part(minShifted));
            return new LayerReport(index, name, layer.Encoding.Rotation, MaxAbs(layer.Offset), minWeight, Math.Min(_minInput, minShifted), relative, _maxDifference is { } difference ? Part(difference) : null);
        }

        // Of the largest z'; nothing of nothing is nothing.
        private double Part(double value) => value == 0 ? 0 : value / _maxShifted;
    }

    private sealed class ScoreTally
    {
        private readonly List<double> _margins = [];
        private long _rows;
        private long _disagreements;
        private double _difference;
        private double _largest;

        public void Add(Tensor actual, Tensor? expected)
        {
            _rows += actual.shape[0];
            if (expected is null)
                return;
            _difference = Math.Max(_difference, MaxAbs(actual.sub(expected)));
            _largest = Math.Max(_largest, MaxAbs(expected));
            _disagreements += actual.argmax(1).ne(expected.argmax(1)).sum().item<long>();
            if (expected.shape[1] == 1)
                return;
            var sorted = expected.to(float64).sort(1, descending: true).Values;
            _margins.AddRange(sorted.narrow(1, 0, 1).sub(sorted.narrow(1, 1, 1)).contiguous().data<double>());
        }

        public EquivalenceReport Report(LayerReport[] layers, ScalarType precision, bool compared) => compared
            ? new(_rows, precision, _difference, _largest, _disagreements, _margins.LongCount(margin => !(margin > 2 * _difference)), [.. layers])
            : new(_rows, precision, null, null, null, null, [.. layers]);
    }
}
