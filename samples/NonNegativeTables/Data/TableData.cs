using Microsoft.ML.NonNegative;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>A data set as a network gets it.</summary>
/// <param name="shape">The shape of an image.</param>
/// <param name="classes">How many classes.</param>
/// <param name="train">The training images; taken over.</param>
/// <param name="test">The test images; taken over.</param>
internal sealed class TableData(ImageShape shape, int classes, ImageSet train, ImageSet test) : IDisposable
{
    private const int TestBatch = 500;

    private readonly InputScaling _scaling = InputScaling.Of(shape, train);

    /// <summary>The shape of an image.</summary>
    public ImageShape Shape => shape;

    /// <summary>How many classes.</summary>
    public int Classes => classes;

    /// <summary>How many training images.</summary>
    public int TrainCount => train.Count;

    /// <summary>How many test images.</summary>
    public int TestCount => test.Count;

    /// <summary>The interval that inputs lie in.</summary>
    public SignalRange Range(bool normalized) => normalized ? _scaling.Range : SignalRange.Unit;

    /// <summary>Training images by their positions, as tensors of the current dispose scope.</summary>
    /// <param name="positions">Which.</param>
    /// <param name="normalized">Whether they are normalised by channel.</param>
    /// <param name="augmentation">Crops and flips them; or null.</param>
    public (Tensor Images, Tensor Labels) Train(long[] positions, bool normalized, Augmentation? augmentation = null)
    {
        var index = tensor(positions, int64).to(train.Labels.device);
        var images = train.Pixels.index_select(0, index);
        images = augmentation?.Apply(images) ?? images;
        return (normalized ? _scaling.Apply(images) : images, train.Labels.index_select(0, index));
    }

    /// <summary>The test images in batches; each is gone when the next is asked for.</summary>
    public IEnumerable<(Tensor Images, Tensor Labels)> Test(bool normalized) => Batches(test, test.Count, normalized);

    /// <summary>The first training images in batches, without augmentation; each is gone when the next is asked for.</summary>
    public IEnumerable<Tensor> FirstTrain(int count, bool normalized) => Batches(train, Math.Min(count, train.Count), normalized).Select(batch => batch.Images);

    /// <inheritdoc/>
    public void Dispose()
    {
        train.Dispose();
        test.Dispose();
        _scaling.Dispose();
    }

    private IEnumerable<(Tensor Images, Tensor Labels)> Batches(ImageSet set, int count, bool normalized)
    {
        for (var first = 0; first < count; first += TestBatch)
        {
            var size = Math.Min(TestBatch, count - first);
            using var pixels = set.Pixels.narrow(0, first, size);
            using var labels = set.Labels.narrow(0, first, size);
            using var images = normalized ? _scaling.Apply(pixels) : pixels.alias();
            yield return (images, labels);
        }
    }
}
