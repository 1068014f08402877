using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Reads images that the pipeline decoded; the payload is a byte[], already prepared: the cursor owns the image and frees it when it moves on.</summary>
internal sealed class ImagePayloadReader(DataViewSchema.Column column, ImagePreparation preparation)
    : PayloadReader(new ValueLayout(preparation.Shape.Size, AreBytes: true))
{
    /// <inheritdoc/>
    public override Func<object?, object> Taker(DataViewRow cursor)
    {
        var getter = cursor.GetGetter<MLImage?>(column);

        // Never disposed here: a getter frees the image that it is handed, unless the image is the caller's own, as where rows come from objects in memory.
        MLImage? image = null;
        return spare =>
        {
            try
            {
                getter(ref image);
            }
            catch (Exception e) when (IsOfTheImage(e))
            {
                image = null;
                throw new InvalidDataException(e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "the image cannot be decoded", e);
            }
            var planes = Reuse<byte>(spare, Layout.Size);
            ImageDecoder.Prepare(image, preparation, planes);
            return planes;
        };
    }

    /// <inheritdoc/>
    public override void Prepare(object payload, Span<byte> row) => ((byte[])payload).CopyTo(row);

    // What LoadImages throws for a file that is damaged or not there.
    private static bool IsOfTheImage(Exception e) => e is ArgumentException { ParamName: "imageStream" } or FileNotFoundException or DirectoryNotFoundException;
}
