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

    /// <summary>The feature column, of the size that the model was trained with.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or of another type or size.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, int size)
    {
        var (column, found) = TrainerColumns.FeaturesOf(schema, name);
        return found == size ? column : throw TrainerColumns.Mismatch("feature", name, $"a vector of {size} values, as in training", column.Type.ToString());
    }
}
