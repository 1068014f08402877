using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Finds the features in data that a trained model is applied to, and reads them.</summary>
internal static class FeatureColumn
{
    /// <summary>Copies a row's features.</summary>
    /// <param name="features">The row's vector.</param>
    /// <param name="values">Of the length that the column's type promises.</param>
    /// <param name="column">For the message.</param>
    /// <param name="position">Of the row, for the message.</param>
    /// <exception cref="InvalidOperationException">The vector is longer or shorter than its column's type says.</exception>
    public static void Copy(in VBuffer<float> features, Span<float> values, DataViewSchema.Column column, long position)
    {
        if (features.Length != values.Length)
            throw new InvalidOperationException($"The feature column '{column.Name}' is a vector of {values.Length} values, but row {position} (from 0) has {features.Length}.");
        features.CopyTo(values);
    }

    /// <summary>The feature column, of a type that the model takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or of another type or size.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, ImageModel model)
    {
        var column = schema.GetColumnOrNull(name) ?? throw Missing(name, schema);
        if (IsVector(column.Type, model.FeatureCount) || (model.Preparation is not null && (IsImage(column.Type) || IsEncoded(column.Type))))
            return column;
        throw TrainerColumns.Mismatch("feature", name, Expected(model, column.Type), column.Type.ToString());
    }

    /// <summary>The type of pixels, or of other features, in a vector.</summary>
    public static VectorDataViewType VectorType(ImageModel model) => model.Preparation is { Shape: var shape }
        ? new VectorDataViewType(NumberDataViewType.Single, shape.Channels, shape.Height, shape.Width)
        : new VectorDataViewType(NumberDataViewType.Single, model.FeatureCount);

    /// <summary>Whether a column holds decoded images.</summary>
    public static bool IsImage(DataViewType type) => FeatureKinds.Of(type) == FeatureKind.Image;

    /// <summary>Whether a column holds image files, of one length or not.</summary>
    public static bool IsEncoded(DataViewType type) => FeatureKinds.Of(type) == FeatureKind.EncodedImage;

    private static bool IsVector(DataViewType type, int size) => FeatureKinds.Of(type) == FeatureKind.Vector && ((VectorDataViewType)type).Size == size;

    private static string Expected(ImageModel model, DataViewType found) => model.Preparation is null
        ? $"a vector of {model.FeatureCount} values, as in training" + (IsImage(found) || IsEncoded(found) ? " (the model was trained on vectors and does not know how to prepare images)" : "")
        : $"an image, a vector of Byte with an encoded image, or a vector of {model.FeatureCount} values of Single (pixels from 0 to 255, channel after channel)";

    private static ArgumentOutOfRangeException Missing(string name, DataViewSchema inputSchema) =>
        new(nameof(inputSchema), $"Could not find feature column '{name}'; the data has {string.Join(", ", inputSchema.Select(c => $"'{c.Name}'").Distinct())}.");
}
