using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The training images that a network is measured on: all of them up to 10,000 (fewer where they are large), else as many drawn at random, none twice; in random order.</summary>
/// <remarks>
/// The order is random also where all are taken: images that come sorted by class would give batches of one class, which vary less than the data does, and batch normalisation
/// is calibrated by what batches vary.
/// </remarks>
internal sealed class CalibrationImages : IDisposable
{
    private const int MaxRows = 10_000;
    private const int MinRows = 512;
    private const int MaxValues = 1 << 26;

    private readonly ExampleSource _sample;
    private readonly TrainingInputs _inputs;
    private readonly int _batchSize;
    private readonly Action _checkCancellation;

    /// <param name="source">The training data; not disposed.</param>
    /// <param name="inputs">How it becomes inputs.</param>
    /// <param name="batchSize">Of training.</param>
    /// <param name="seed">The same one draws the same images.</param>
    /// <param name="checkCancellation">Throws when training is to stop; asked before every batch.</param>
    public CalibrationImages(ExampleSource source, TrainingInputs inputs, int batchSize, int seed, Action checkCancellation)
    {
        (_batchSize, _checkCancellation) = (batchSize, checkCancellation);
        _sample = Sample.Of(source, Math.Clamp(MaxValues / source.Size, MinRows, MaxRows), seed, checkCancellation);
        _inputs = inputs.Of(_sample);
        Description = _sample.Count == source.Count ? $"all {_sample.Count} training images" : $"{_sample.Count} of the {source.Count} training images, drawn at random";
    }

    /// <summary>Which images these are, in words.</summary>
    public string Description { get; }

    /// <summary>The fewest images that can pass through a network while it is trained: 2 where it is normalised over the batch, of which one image alone has no variance.</summary>
    public static int MinBatchSize(NetworkDescription network) => network.Weighted.Any(layer => layer.IsNormalized) ? 2 : 1;

    /// <summary>The images, [batch, size] each, freed when the next one is asked for; the same ones every time. A batch is as large as in training where memory allows, or up to twice as large.</summary>
    /// <param name="network">What they are to pass through.</param>
    public IEnumerable<Tensor> Batches(NetworkDescription network)
    {
        // The rest joins the batch before it: in a mean over batches, a small one at the end would count as much as the others.
        var rows = Math.Max(network.BatchOf(_batchSize), MinBatchSize(network));
        foreach (var batch in _inputs.InOrder(rows, minBatchSize: rows))
        {
            _checkCancellation();
            using var inputs = batch.Inputs(_inputs.Size, CPU).DetachFromDisposeScope();
            yield return inputs;
        }
    }

    /// <summary>The first of the images, [rows, size], in the current dispose scope.</summary>
    /// <param name="rows">At most so many.</param>
    public Tensor Examples(int rows)
    {
        foreach (var batch in _inputs.InOrder(rows))
            return batch.Inputs(_inputs.Size, CPU);
        throw new InvalidOperationException("There are no images to measure on.");
    }

    public void Dispose() => _sample.Dispose();
}
