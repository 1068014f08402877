using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>A model bound to an input schema; scores row by row, which is what a PredictionEngine asks for.</summary>
internal sealed class ScoringRowMapper : IRowToRowMapper
{
    public ScoringRowMapper(ImageModel model, ModelColumns columns, DataViewSchema input)
    {
        Model = model;
        InputSchema = input;
        Features = FeatureColumn.Find(input, columns.Features, model);

        // Made once: ML.NET compares schemas by reference.
        OutputSchema = ScoreSchema.Create(input, columns, model);
    }

    public ImageModel Model { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>The features in <see cref="InputSchema"/>.</summary>
    public DataViewSchema.Column Features { get; }

    /// <summary>Whether an output column is one of the model's; the others are the input's.</summary>
    public bool IsOwn(DataViewSchema.Column column) => column.Index >= InputSchema.Count;

    /// <summary>Whether an output column is PredictedLabel, the first of the model's.</summary>
    public bool IsPredictedLabel(DataViewSchema.Column column) => column.Index == InputSchema.Count;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var depending = dependingColumns.ToList();
        var indices = depending.Where(column => !IsOwn(column)).Select(column => column.Index).ToHashSet();
        if (depending.Any(IsOwn))
            indices.Add(Features.Index);
        return InputSchema.Where(column => indices.Contains(column.Index));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != InputSchema)
            throw new ArgumentException("The row's schema is not the one that this mapper was made for.", nameof(input));
        return new ScoringRow(this, input, activeColumns);
    }
}
