using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Reads a data view's features in batches, scaled as the model wants them.</summary>
internal static class FeatureBatches
{
    private const int MaxRows = 256;

    /// <summary>[rows, size] each; freed when the next one is asked for.</summary>
    public static IEnumerable<Tensor> Read(IDataView data, string featureColumn, ImageModel model)
    {
        var column = FeatureColumn.Find(data.Schema, featureColumn, model.FeatureCount);
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        var rows = model.Network.Description.BatchOf(MaxRows);
        var values = new float[rows * model.FeatureCount];
        VBuffer<float> features = default;
        var count = 0;
        while (cursor.MoveNext())
        {
            getter(ref features);
            FeatureColumn.Copy(features, values.AsSpan(count * model.FeatureCount, model.FeatureCount), column, cursor.Position);
            if (++count < rows)
                continue;
            using var batch = ToTensor(values, count, model);
            yield return batch;
            count = 0;
        }
        if (count == 0)
            yield break;
        using var rest = ToTensor(values, count, model);
        yield return rest;
    }

    private static Tensor ToTensor(float[] values, int count, ImageModel model)
    {
        var inputs = values[..(count * model.FeatureCount)];
        model.Scaling.ToUnit(inputs);
        model.Scaling.Normalize(inputs, model.FeatureCount);
        return tensor(inputs, [count, model.FeatureCount], float32);
    }
}
