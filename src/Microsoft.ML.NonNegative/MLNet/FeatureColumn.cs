using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Finds the features in data that a trained model is applied to.</summary>
internal static class FeatureColumn
{
    /// <summary>The feature column, of the size that the model was trained with.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or of another type or size.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, int size)
    {
        var (column, found) = TrainerColumns.FeaturesOf(schema, name);
        return found == size ? column : throw TrainerColumns.Mismatch("feature", name, $"a vector of {size} values, as in training", column.Type.ToString());
    }
}
