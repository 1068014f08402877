using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Gives activations without an upper bound one, from data.</summary>
public static class ActivationCalibration
{
    private const int SampleOfBatch = 1 << 16;
    private const int LargestSample = 1 << 20;

    /// <summary>A copy of a network in which every ReLU without bound has one: the largest output there is on data, or a quantile of the outputs.</summary>
    /// <param name="network">The signed network; unchanged but for being in evaluation mode.</param>
    /// <param name="batches">Images, [batch, channels * height * width] each; gone through twice, not disposed.</param>
    /// <param name="quantile">
    /// Which output is the bound: 1 for the largest, below 1 for the one that this share of all outputs do not exceed (of a random sample, up to 65,536 outputs a batch and a million in all). Above 0.
    /// </param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>The bounded network, with the bounds and the share of outputs that each clips on this data.</returns>
    /// <exception cref="ArgumentException">There is no batch, or an unbounded activation is none that this library knows how to bound.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not in (0, 1].</exception>
    public static CalibratedNetwork BoundActivations(this SignedNetwork network, IEnumerable<Tensor> batches, double quantile = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        if (!(quantile is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "The quantile must be above 0 and at most 1.");
        var sites = network.Description.Activations;
        foreach (var site in sites)
            if (site.Activation is { IsBounded: false } and not BoundedRelu)
                throw new ArgumentException($"The activation '{site.Activation}' of layer {site.Layer} has no upper bound, and only a ReLU can be given one. State a finite maximum in its constructor.", nameof(network));
        var tallies = sites.Select(site => site.Activation.IsBounded ? null : new Tally(quantile)).ToList();
        Pass((tally, outputs) => tally.Observe(outputs));
        var bounded = network.WithActivations((i, old) => tallies[i] is { } tally ? Activations.ReluN(tally.Bound(sites[i].Layer)) : old);
        bounded.eval();
        try
        {
            if (tallies.Any(tally => tally is not null))
                Pass((tally, outputs) => tally.CountClipped(outputs));
        }
        catch
        {
            bounded.Dispose();
            throw;
        }
        return new CalibratedNetwork(bounded, [.. sites.Select((site, i) => tallies[i]?.Report(site.Layer)).OfType<ActivationBound>()]);

        void Pass(Action<Tally, Tensor> see)
        {
            using var withoutGradients = no_grad();
            network.eval();
            foreach (var batch in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                network.Run(batch, activated: (i, outputs) =>
                {
                    if (tallies[i] is { } tally)
                        see(tally, outputs);
                }).Dispose();
            }
        }
    }

    /// <summary>What was seen of one activation's outputs.</summary>
    private sealed class Tally(double quantile)
    {
        private readonly Random _random = new(0);
        private List<float> _sample = [];
        private int _quota = SampleOfBatch;
        private double _largest;
        private double _bound;
        private long _count;
        private long _clipped;

        public void Observe(Tensor outputs)
        {
            _count += outputs.numel();
            _largest = Math.Max(_largest, outputs.max().to(float64).item<double>());
            if (quantile == 1)
                return;
            using var scope = NewDisposeScope();
            var flat = outputs.flatten();
            var places = new long[(int)Math.Min(_quota, flat.numel())];
            for (var i = 0; i < places.Length; i++)
                places[i] = _random.NextInt64(flat.numel());
            _sample.AddRange(flat.index_select(0, tensor(places, int64, device: flat.device)).to(float32).cpu().data<float>());
            if (_sample.Count <= LargestSample)
                return;

            // Every second one stays, and half as many a batch come in from now on: each part of the data keeps its weight.
            _sample = [.. _sample.Where((_, i) => i % 2 == 0)];
            _quota = Math.Max(1, _quota / 2);
        }

        public double Bound(string layer)
        {
            if (_count == 0)
                throw new ArgumentException($"There is no data to bound the activation of layer {layer} with.");
            if (!double.IsFinite(_largest))
                throw new InvalidOperationException($"The activation of layer {layer} gives outputs that are not finite numbers.");
            _sample.Sort();
            double value = quantile == 1 ? _largest : _sample[(int)Math.Min(_sample.Count - 1, Math.Ceiling(quantile * _sample.Count) - 1)];

            // Where that share of the outputs is 0, the quantile is no bound to compute with; where all are, any is.
            return _bound = value > 0 ? value : _largest > 0 ? _largest : 1;
        }

        public void CountClipped(Tensor outputs) => _clipped += outputs.gt(_bound).sum().item<long>();

        public ActivationBound Report(string layer) => new(layer, _bound, _largest, (double)_clipped / _count);
    }
}

/// <summary>A network whose activations all have bounds.</summary>
/// <param name="Network">The network; the caller's.</param>
/// <param name="Bounds">Those that were found on data.</param>
public sealed record CalibratedNetwork(SignedNetwork Network, ImmutableArray<ActivationBound> Bounds);

/// <summary>A bound found on data.</summary>
/// <param name="Layer">The activation's layer.</param>
/// <param name="Bound">n: the greatest output from now on, and the rotation alpha of the next layer.</param>
/// <param name="Largest">The largest output on the data.</param>
/// <param name="ClippedShare">The share of outputs above the bound, which are cut off now; from 0 to 1.</param>
public sealed record ActivationBound(string Layer, double Bound, double Largest, double ClippedShare);
