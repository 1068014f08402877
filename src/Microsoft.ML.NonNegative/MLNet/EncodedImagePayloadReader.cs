using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Reads image files; the payload is the file, a byte[], which is decoded when it is prepared.</summary>
internal sealed class EncodedImagePayloadReader(DataViewSchema.Column column, ImagePreparation preparation)
    : PayloadReader(new ValueLayout(preparation.Shape.Size, AreBytes: true))
{
    /// <inheritdoc/>
    public override Func<object?, object> Taker(DataViewRow cursor)
    {
        var getter = cursor.GetGetter<VBuffer<byte>>(column);
        VBuffer<byte> buffer = default;
        return spare =>
        {
            try
            {
                getter(ref buffer);
            }
            catch (Exception e) when (MissingFile.Is(e))
            {
                throw MissingFile.Explain(e);
            }
            var file = Reuse<byte>(spare, buffer.Length);
            buffer.CopyTo(file);
            return file;
        };
    }

    /// <inheritdoc/>
    public override void Prepare(object payload, Span<byte> row) => ImageDecoder.Decode((byte[])payload, preparation, row);
}
