using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.NonNegative;

/// <summary>The columns that the trainer reads and that its model adds, checked and described as ML.NET's own multiclass trainers do.</summary>
internal sealed class TrainerColumns(NonNegativeImageClassificationTrainer.Options options)
{
    /// <summary>The label column.</summary>
    public string Label { get; } = options.LabelColumnName;

    /// <summary>The columns of the model.</summary>
    public ModelColumns Model { get; } = new(options.FeatureColumnName, options.ScoreColumnName, options.PredictedLabelColumnName);

    /// <summary>The columns after the model was applied.</summary>
    public SchemaShape OutputShape(SchemaShape input)
    {
        var feature = Find(input, Model.Features, "feature");
        if (FeatureKinds.Of(feature) is null)
            throw Mismatch("feature", feature.Name, FeatureKinds.Expected, Describe(feature));
        var label = Find(input, Label, "label");
        if (label.Kind != VectorKind.Scalar || label.ItemType != NumberDataViewType.UInt32 || !label.IsKey)
            throw Mismatch("label", label.Name, "a key of UInt32; use Transforms.Conversion.MapValueToKey to make one", Describe(label));

        var labelValues = label.Annotations.Where(a => a.Name == AnnotationKinds.KeyValues && a.Kind == VectorKind.Vector).ToList();
        List<SchemaShape.Column> score = [.. CommonAnnotations()], predicted = [.. CommonAnnotations()];
        foreach (var values in labelValues)
        {
            if (values.ItemType is TextDataViewType)
                score.Add(MLNetBridge.Column(AnnotationKinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance));
            score.Add(MLNetBridge.Column(AnnotationKinds.TrainingLabelValues, VectorKind.Vector, values.ItemType));
            predicted.Add(MLNetBridge.Column(AnnotationKinds.KeyValues, VectorKind.Vector, values.ItemType));
        }

        var columns = input.ToDictionary(column => column.Name);
        columns[Model.Score] = MLNetBridge.Column(Model.Score, VectorKind.Vector, NumberDataViewType.Single, annotations: new SchemaShape(score));
        columns[Model.PredictedLabel] = MLNetBridge.Column(Model.PredictedLabel, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, new SchemaShape(predicted));
        return new SchemaShape(columns.Values);
    }

    /// <summary>The label column of a data view, with the number of its classes.</summary>
    public (DataViewSchema.Column Column, int Classes) LabelOf(DataViewSchema schema)
    {
        var column = schema.GetColumnOrNull(Label) ?? throw Missing("label", Label, schema.Select(c => c.Name));
        if (column.Type is not KeyDataViewType key || key.RawType != typeof(uint))
            throw Mismatch("label", Label, "a key of UInt32; use Transforms.Conversion.MapValueToKey to make one", column.Type.ToString());
        return key.Count is >= 2 and <= int.MaxValue
            ? (column, (int)key.Count)
            : throw new InvalidOperationException(key.Count < 2
                ? $"The label column '{Label}' has {key.Count} class, or the data has no rows; a classifier needs at least 2 classes."
                : $"The label column '{Label}' has {key.Count} classes; at most {int.MaxValue} are possible.");
    }

    /// <summary>Whether the feature column of a data view holds images, decoded or not, so that it takes a shape to bring them to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or of a type that is no kind of features.</exception>
    public bool IsImage(DataViewSchema schema) => FeatureOf(schema, Model.Features).Kind != FeatureKind.Vector;

    /// <summary>The feature column of a data view, with what it holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or of a type that is no kind of features.</exception>
    public static (DataViewSchema.Column Column, FeatureKind Kind) FeatureOf(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw Missing("feature", name, schema.Select(c => c.Name));
        return (column, FeatureKinds.Of(column.Type) ?? throw Mismatch("feature", name, FeatureKinds.Expected, column.Type.ToString()));
    }

    /// <summary>The column with the names of rows, which messages mention.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or no text.</exception>
    public static DataViewSchema.Column NameOf(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw Missing("name", name, schema.Select(c => c.Name));
        return column.Type is TextDataViewType ? column : throw Mismatch("name", name, "text", column.Type.ToString());
    }

    /// <summary>The feature column of a data view, with the length of its vectors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or of another type.</exception>
    public static (DataViewSchema.Column Column, int Size) FeaturesOf(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw Missing("feature", name, schema.Select(c => c.Name));
        return column.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single
            ? (column, vector.Size)
            : throw Mismatch("feature", name, "a known-size vector of Single", column.Type.ToString());
    }

    /// <summary>The exception for a column of the wrong type.</summary>
    public static ArgumentOutOfRangeException Mismatch(string role, string name, string expected, string? inputSchema) =>
        new(nameof(inputSchema), $"Schema mismatch for {role} column '{name}': expected {expected}, got {inputSchema}.");

    private static IEnumerable<SchemaShape.Column> CommonAnnotations() =>
    [
        MLNetBridge.Column(AnnotationKinds.ScoreColumnSetId, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true),
        MLNetBridge.Column(AnnotationKinds.ScoreColumnKind, VectorKind.Scalar, TextDataViewType.Instance),
        MLNetBridge.Column(AnnotationKinds.ScoreValueKind, VectorKind.Scalar, TextDataViewType.Instance),
    ];

    private static SchemaShape.Column Find(SchemaShape schema, string name, string role) =>
        schema.Where(column => column.Name == name).Select(column => (SchemaShape.Column?)column).FirstOrDefault() ?? throw Missing(role, name, schema.Select(c => c.Name));

    private static ArgumentOutOfRangeException Missing(string role, string name, IEnumerable<string> inputSchema) =>
        new(nameof(inputSchema), $"Could not find {role} column '{name}'; the data has {string.Join(", ", inputSchema.Distinct().Select(c => $"'{c}'"))}.");

    private static string Describe(SchemaShape.Column column) => $"{column.Kind} of {(column.IsKey ? "key " : "")}{column.ItemType}";
}
