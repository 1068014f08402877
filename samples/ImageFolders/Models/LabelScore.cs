using Microsoft.ML.Data;
using Microsoft.ML;

namespace NonNegML.Samples.ImageFolders;

/// <summary>A class and its probability.</summary>
public sealed record LabelScore(string Label, float Score)
{
    /// <summary>The classes of a model's scores, in their order.</summary>
    /// <param name="schema">Of scored data.</param>
    public static IReadOnlyList<string> Labels(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema[nameof(ImagePrediction.Score)].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>The most probable classes, the first one first.</summary>
    public static IReadOnlyList<LabelScore> Top(IReadOnlyList<string> labels, IReadOnlyList<float> scores, int count) =>
        [.. labels.Zip(scores, (label, score) => new LabelScore(label, score)).OrderByDescending(pair => pair.Score).Take(count)];
}
