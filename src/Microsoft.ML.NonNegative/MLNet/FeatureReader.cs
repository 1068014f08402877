using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Collects the features of rows into a batch, whatever the feature column holds. Used by one thread.</summary>
internal abstract class FeatureReader : IDisposable
{
    private readonly float[] _features;
    private readonly bool[] _missing;

    private protected FeatureReader(ImageModel model, int rows)
    {
        Size = model.FeatureCount;
        _features = new float[rows * Size];
        _missing = new bool[rows];
    }

    /// <summary>How many values a row's features are.</summary>
    protected int Size { get; }

    /// <summary>Whether what is held takes so much memory that the batch should end here.</summary>
    public virtual bool IsFull => false;

    /// <summary>A reader for a column that <see cref="FeatureColumn.Find"/> has accepted.</summary>
    /// <param name="input">Of whose rows.</param>
    /// <param name="column">The features.</param>
    /// <param name="model">What they are for.</param>
    /// <param name="rows">The most rows of a batch.</param>
    public static FeatureReader Create(DataViewRow input, DataViewSchema.Column column, ImageModel model, int rows) =>
        FeatureColumn.IsImage(column.Type) ? new MLImageReader(input, column, model, rows)
        : FeatureColumn.IsEncoded(column.Type) ? new EncodedImageReader(input, column, model, rows)
        : new VectorReader(input, column, model, rows);

    /// <summary>Takes the features of the input's current row.</summary>
    /// <param name="slot">The row's place in the batch; they are filled in order.</param>
    public abstract void Hold(int slot);

    /// <summary>The raw features of a batch, row after row; NaN for rows without.</summary>
    /// <param name="count">How many rows were held.</param>
    public ReadOnlySpan<float> Complete(int count)
    {
        CompleteBatch(count);
        return _features.AsSpan(0, count * Size);
    }

    /// <summary>Whether a row of the batch has no features: its image is missing or cannot be read.</summary>
    public bool IsMissing(int slot) => _missing[slot];

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Does what was left for the end of the batch.</summary>
    protected virtual void CompleteBatch(int count)
    {
    }

    /// <summary>The place of a row's features.</summary>
    protected Span<float> Row(int slot)
    {
        _missing[slot] = false;
        return _features.AsSpan(slot * Size, Size);
    }

    /// <summary>Takes pixels as features.</summary>
    protected void SetPixels(int slot, ReadOnlySpan<byte> planes)
    {
        var row = Row(slot);
        for (var i = 0; i < row.Length; i++)
            row[i] = planes[i];
    }

    /// <summary>Notes that a row has none.</summary>
    protected void SetMissing(int slot)
    {
        Row(slot).Fill(float.NaN);
        _missing[slot] = true;
    }
}
