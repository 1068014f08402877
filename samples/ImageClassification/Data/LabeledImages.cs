namespace NonNegML.Samples.ImageClassification;

/// <summary>Grey images with their classes. Immutable: what it is made of is copied, and handed out read-only.</summary>
/// <remarks>Pixels lie row by row, image after image, each in [0, 1].</remarks>
public sealed class LabeledImages
{
    private readonly ReadOnlyMemory<byte> _labels;
    private readonly string[] _classNames;

    /// <summary>Makes a set of images from bytes 0..255, as IDX files hold them.</summary>
    /// <param name="name">What messages and tables call this set.</param>
    /// <param name="pixels">Count * height * width bytes; 255 becomes 1.</param>
    /// <param name="labels">One class index an image, each below the number of class names.</param>
    /// <param name="classNames">The name of class 0, 1, ...</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other, or a label has no class name.</exception>
    public LabeledImages(
        string name, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels, IEnumerable<string> classNames, int height, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (pixels.Length != (long)labels.Length * height * width)
        {
            throw new ArgumentException(
                $"{name}: {pixels.Length} pixels, but {labels.Length} labels of {height}x{width} images need {(long)labels.Length * height * width}.",
                nameof(pixels));
        }

        Name = name;
        Height = height;
        Width = width;
        _classNames = [.. classNames];
        foreach (byte label in labels)
        {
            if (label >= _classNames.Length)
            {
                throw new ArgumentException($"{name}: label {label}, but only {_classNames.Length} class names.", nameof(labels));
            }
        }

        float[] values = new float[pixels.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = pixels[i] / 255f;
        }

        _labels = labels.ToArray();
        Pixels = values;
    }

    private LabeledImages(LabeledImages whole, int count)
    {
        Name = whole.Name;
        Height = whole.Height;
        Width = whole.Width;
        _classNames = whole._classNames;
        _labels = whole._labels[..count];
        Pixels = whole.Pixels[..(count * whole.PixelsPerImage)];
    }

    /// <summary>What messages and tables call this set, such as <c>generated train</c>.</summary>
    public string Name { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Height times width.</summary>
    public int PixelsPerImage => Height * Width;

    /// <summary>The number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>The name of class 0, 1, ...</summary>
    public IReadOnlyList<string> ClassNames => _classNames;

    /// <summary>The class of each image.</summary>
    public ReadOnlySpan<byte> Labels => _labels.Span;

    /// <summary>All pixels in [0, 1], row by row, image after image.</summary>
    public ReadOnlyMemory<float> Pixels { get; }

    /// <summary>The pixels of one image in [0, 1], row by row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlyMemory<float> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Pixels.Slice(index * PixelsPerImage, PixelsPerImage);
    }

    /// <summary>The first <paramref name="limit"/> images; all of them where there are no more, or where the limit is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public LabeledImages Take(int? limit)
    {
        if (limit is not { } count)
        {
            return this;
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(limit));
        return count >= Count ? this : new LabeledImages(this, count);
    }
}
