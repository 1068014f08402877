using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Reads a data view's features in batches, scaled as the model wants them. Rows whose image is missing or cannot be read are left out.</summary>
internal static class FeatureBatches
{
    private const int MaxRows = 256;

    /// <summary>[rows, size] each; freed when the next one is asked for.</summary>
    public static IEnumerable<Tensor> Read(IDataView data, string featureColumn, ImageModel model)
    {
        var column = FeatureColumn.Find(data.Schema, featureColumn, model);
        using var cursor = data.GetRowCursor([column]);
        var rows = model.Network.Description.BatchOf(MaxRows);
        using var reader = FeatureReader.Create(cursor, column, model, rows);
        var count = 0;
        while (cursor.MoveNext())
        {
            reader.Hold(count);
            if (++count < rows && !reader.IsFull)
                continue;
            if (ToTensor(reader, count, model) is { } batch)
                using (batch)
                    yield return batch;
            count = 0;
        }
        if (count > 0 && ToTensor(reader, count, model) is { } rest)
            using (rest)
                yield return rest;
    }

    private static Tensor? ToTensor(FeatureReader reader, int count, ImageModel model)
    {
        var features = reader.Complete(count);
        var present = Enumerable.Range(0, count).Where(slot => !reader.IsMissing(slot)).ToList();
        if (present.Count == 0)
            return null;
        var size = model.FeatureCount;
        var batch = empty(present.Count, size, float32);
        var inputs = MemoryMarshal.Cast<byte, float>(batch.bytes);
        for (var row = 0; row < present.Count; row++)
            model.Scaling.ToInputs(features.Slice(present[row] * size, size), inputs.Slice(row * size, size), size);
        return batch;
    }
}
