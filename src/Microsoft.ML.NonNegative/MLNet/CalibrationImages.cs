using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The training images that a trained network is measured on: all of them up to 10,000, else as many drawn at random, none twice; in random order.</summary>
/// <remarks>
/// The order is random also where all are taken: images that come sorted by class would give batches of one class, which vary less than the data does, and batch normalisation
/// is calibrated by what batches vary.
/// </remarks>
internal sealed class CalibrationImages
{
    private const int MaxRows = 10_000;

    private readonly LabeledImages _images;
    private readonly int _batchSize;
    private readonly Action _checkCancellation;
    private readonly long[] _rows;

    /// <param name="images">The training data; not disposed.</param>
    /// <param name="batchSize">Of training.</param>
    /// <param name="seed">The same one draws the same images.</param>
    /// <param name="checkCancellation">Throws when training is to stop; asked before every batch.</param>
    public CalibrationImages(LabeledImages images, int batchSize, int seed, Action checkCancellation)
    {
        (_images, _batchSize, _checkCancellation) = (images, batchSize, checkCancellation);
        var order = new long[images.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        new Random(seed).Shuffle(order);
        _rows = order.Length <= MaxRows ? order : order[..MaxRows];
    }

    /// <summary>Which images these are, in words.</summary>
    public string Description => _rows.Length == _images.Count
        ? $"all {_rows.Length} training images"
        : $"{_rows.Length} of the {_images.Count} training images, drawn at random";

    /// <summary>The fewest images that can pass through a network while it is trained: 2 where it is normalised over the batch, of which one image alone has no variance.</summary>
    public static int MinBatchSize(NetworkDescription network) => network.Weighted.Any(layer => layer.IsNormalized) ? 2 : 1;

    /// <summary>The images, [batch, size] each, freed when the next one is asked for; the same ones every time. A batch is as large as in training where memory allows, or up to twice as large.</summary>
    /// <param name="network">What they are to pass through.</param>
    public IEnumerable<Tensor> Batches(NetworkDescription network)
    {
        // Of about one size: in a mean over batches, a small one at the end would count as much as the others.
        var count = Math.Max(1, _rows.Length / Math.Max(network.BatchOf(_batchSize), MinBatchSize(network)));
        for (long batch = 0; batch < count; batch++)
        {
            _checkCancellation();
            var (start, end) = ((int)(batch * _rows.Length / count), (int)((batch + 1) * _rows.Length / count));
            using var index = tensor(_rows[start..end], int64);
            using var features = _images.Features.index_select(0, index).DetachFromDisposeScope();
            yield return features;
        }
    }
}
