using Microsoft.ML;
using Microsoft.ML.Data;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Scores many rows.</summary>
public static class ModelScores
{
    /// <summary>The scores of each row.</summary>
    public static IReadOnlyList<float[]> Of(ITransformer model, IDataView rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        var scored = model.Transform(rows);
        var column = scored.Schema[nameof(ImagePrediction.Score)];
        var scores = new List<float[]>();
        using var cursor = scored.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        while (cursor.MoveNext())
        {
            getter(ref row);
            scores.Add([.. row.DenseValues()]);
        }
        return scores;
    }

    /// <summary>Whether two lists have the same scores, bit for bit.</summary>
    public static bool AreSame(IReadOnlyList<float[]> some, IReadOnlyList<float[]> others)
    {
        ArgumentNullException.ThrowIfNull(some);
        ArgumentNullException.ThrowIfNull(others);
        return some.Count == others.Count
            && some.Zip(others).All(pair => pair.First.Select(BitConverter.SingleToInt32Bits).SequenceEqual(pair.Second.Select(BitConverter.SingleToInt32Bits)));
    }
}
