using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>The schema of scored data: the input's columns, then PredictedLabel and Score with the annotations of a stock multiclass trainer.</summary>
internal static class ScoreSchema
{
    private const string Kind = "MulticlassClassification";

    public static DataViewSchema Create(DataViewSchema input, ModelColumns columns, ImageModel model)
    {
        var setId = NextScoreSet(input);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumn(columns.PredictedLabel, new KeyDataViewType(typeof(uint), model.Classes), Annotations("PredictedLabel", setId, annotations =>
            model.Labels?.AddTo(annotations, AnnotationKinds.KeyValues)));
        builder.AddColumn(columns.Score, new VectorDataViewType(NumberDataViewType.Single, model.Classes), Annotations("Score", setId, annotations =>
        {
            if (model.Labels?.ItemType is TextDataViewType)
                model.Labels.AddTo(annotations, AnnotationKinds.SlotNames);
            model.Labels?.AddTo(annotations, AnnotationKinds.TrainingLabelValues);
        }));
        return builder.ToSchema();
    }

    private static DataViewSchema.Annotations Annotations(string valueKind, uint setId, Action<DataViewSchema.Annotations.Builder> addMore)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue(AnnotationKinds.ScoreColumnSetId, new KeyDataViewType(typeof(uint), int.MaxValue), setId);
        annotations.AddPrimitiveValue(AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance, Kind.AsMemory());
        annotations.AddPrimitiveValue(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance, valueKind.AsMemory());
        addMore(annotations);
        return annotations.ToAnnotations();
    }

    // One more than the largest there is, as ML.NET's own scorers count.
    private static uint NextScoreSet(DataViewSchema input)
    {
        uint largest = 0;
        foreach (var column in input)
        {
            if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnSetId)?.Type is not KeyDataViewType key || key.RawType != typeof(uint))
                continue;
            uint id = 0;
            column.Annotations.GetValue(AnnotationKinds.ScoreColumnSetId, ref id);
            largest = Math.Max(largest, id);
        }
        return largest + 1;
    }
}
