using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Reads a feature column in two steps: what must be done where the cursor is, and what any thread can do.</summary>
/// <param name="layout">What features become.</param>
internal abstract class PayloadReader(ValueLayout layout)
{
    /// <summary>What features become: numbers as they are, or the bytes of prepared images.</summary>
    public ValueLayout Layout { get; } = layout;

    /// <summary>A reader for a feature column.</summary>
    /// <param name="column">Of the cursor's schema.</param>
    /// <param name="kind">What it holds.</param>
    /// <param name="preparation">What becomes of images; needed where it holds images.</param>
    public static PayloadReader Create(DataViewSchema.Column column, FeatureKind kind, ImagePreparation? preparation) => kind switch
    {
        FeatureKind.Vector => new VectorPayloadReader(column),
        FeatureKind.Image => new ImagePayloadReader(column, preparation ?? throw NoPreparation(column)),
        FeatureKind.EncodedImage => new EncodedImagePayloadReader(column, preparation ?? throw NoPreparation(column)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What takes the current row's features from a cursor, on the cursor's thread: a copy that does not change when the cursor moves on. Each call's result is used by one cursor.</summary>
    /// <param name="cursor">Of the column's schema, with the column active.</param>
    /// <returns>
    /// Takes the payload. Its argument is an earlier payload that nobody needs any more, which may be filled again, or null. It throws an <see cref="InvalidDataException"/> with the
    /// reason, in a few words, for an image that cannot be read, and an <see cref="InvalidOperationException"/> for features that are wrong.
    /// </returns>
    public abstract Func<object?, object> Taker(DataViewRow cursor);

    /// <summary>Makes the row that <see cref="Layout"/> describes of what was taken. Thread-safe.</summary>
    /// <param name="payload">Of a taker.</param>
    /// <param name="row">Filled.</param>
    /// <exception cref="InvalidDataException">The image cannot be read; the message is the reason, in a few words.</exception>
    public abstract void Prepare(object payload, Span<byte> row);

    /// <summary>Makes values of what was taken. Thread-safe.</summary>
    /// <param name="payload">Of a taker.</param>
    /// <param name="values">Filled: numbers as they are, pixels from 0 to 255.</param>
    /// <inheritdoc cref="Prepare" path="/exception"/>
    public void Load(object payload, Span<float> values)
    {
        if (!Layout.AreBytes)
        {
            Prepare(payload, MemoryMarshal.AsBytes(values[..Layout.Size]));
            return;
        }
        var row = ArrayPool<byte>.Shared.Rent(Layout.RowBytes);
        try
        {
            var bytes = row.AsSpan(0, Layout.RowBytes);
            Prepare(payload, bytes);
            Layout.Read(bytes, values);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(row);
        }
    }

    /// <summary>The array to fill: the earlier one where it has the length.</summary>
    protected static T[] Reuse<T>(object? spare, int length) => spare is T[] array && array.Length == length ? array : GC.AllocateUninitializedArray<T>(length);

    private static ArgumentException NoPreparation(DataViewSchema.Column column) =>
        new($"The feature column '{column.Name}' holds images ({column.Type}), but it is not said what shape they are to be brought to.");
}
