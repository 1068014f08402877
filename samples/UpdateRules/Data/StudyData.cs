using NonNegML.Samples.ImageClassification;
using static TorchSharp.torch;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The images of a study, as tensors that all runs share and none changes: brought to mean 0 and deviation 1 by the training images' own.</summary>
internal sealed class StudyData : IDisposable
{
    // The share of the training images that rates are chosen by.
    private const int ValidationPart = 6;

    private readonly Tensor _trainImages;
    private readonly Tensor _trainLabels;
    private readonly Tensor _testImages;
    private readonly Tensor _testLabels;

    /// <summary>Takes the images over.</summary>
    /// <exception cref="InvalidDataException">There are too few training images to hold some back.</exception>
    public StudyData(string name, LabeledImages train, LabeledImages test)
    {
        if (train.Count < 2)
            throw new InvalidDataException($"{train.Name} has {train.Count} images; at least 2 are needed, so that one can be held back to choose rates by.");
        (Name, Height, Width, Classes) = (name, train.Height, train.Width, train.ClassNames.Count);
        (TrainCount, TestCount, ValidationCount) = (train.Count, test.Count, Math.Max(1, train.Count / ValidationPart));
        var (mean, deviation) = Moments(train.Pixels.Span);
        (_trainImages, _trainLabels) = Tensors(train, mean, deviation);
        (_testImages, _testLabels) = Tensors(test, mean, deviation);
    }

    /// <summary>What tables call the data.</summary>
    public string Name { get; }

    /// <summary>The rows of an image.</summary>
    public int Height { get; }

    /// <summary>The columns of an image.</summary>
    public int Width { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of training images, those included that are held back.</summary>
    public int TrainCount { get; }

    /// <summary>How many of the last training images are held back while rates are chosen.</summary>
    public int ValidationCount { get; }

    /// <summary>The number of test images.</summary>
    public int TestCount { get; }

    /// <summary>Training images by their positions, as tensors of the current dispose scope.</summary>
    public (Tensor Images, Tensor Labels) TrainRows(long[] positions)
    {
        var index = tensor(positions, int64);
        return (_trainImages.index_select(0, index), _trainLabels.index_select(0, index));
    }

    /// <summary>Some of the images that a run is evaluated on, as tensors of the current dispose scope.</summary>
    public (Tensor Images, Tensor Labels) EvaluationRows(RunSpec spec, int first, int count) => spec.EvaluatedOn == EvaluationSet.Test
        ? (_testImages.narrow(0, first, count), _testLabels.narrow(0, first, count))
        : (_trainImages.narrow(0, spec.TrainImages + first, count), _trainLabels.narrow(0, spec.TrainImages + first, count));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var one in new[] { _trainImages, _trainLabels, _testImages, _testLabels })
            one.Dispose();
    }

    private static (Tensor Images, Tensor Labels) Tensors(LabeledImages images, float mean, float deviation)
    {
        var pixels = images.Pixels.ToArray();
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (pixels[i] - mean) / deviation;
        return (tensor(pixels, [images.Count, 1, images.Height, images.Width], float32), tensor(Array.ConvertAll(images.Labels.ToArray(), label => (long)label), int64));
    }

    private static (float Mean, float Deviation) Moments(ReadOnlySpan<float> pixels)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var pixel in pixels)
        {
            sum += pixel;
            squares += (double)pixel * pixel;
        }
        var mean = sum / pixels.Length;
        var variance = squares / pixels.Length - mean * mean;
        return ((float)mean, variance > 0 ? (float)Math.Sqrt(variance) : 1);
    }
}
