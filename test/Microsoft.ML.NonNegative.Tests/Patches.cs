using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests;

/// <summary>Small images that are quick to learn: noise, and a bright patch in the corner that is the class.</summary>
internal static class Patches
{
    public const int Side = 16;
    public const int Size = Side * Side;
    public static readonly string[] Classes = ["north-west", "north-east", "south-west", "south-east"];

    public static IEnumerable<PatchRow> Rows(int count, int seed = 1)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var label = random.Next(Classes.Length);
            var pixels = new float[Size];
            for (var p = 0; p < Size; p++)
            {
                var corner = (p / Side < Side / 2 ? 0 : 2) + (p % Side < Side / 2 ? 0 : 1);
                pixels[p] = (float)(0.5 * random.NextDouble() + (corner == label ? 0.5 * random.NextDouble() : 0));
            }
            yield return new PatchRow { Features = pixels, Name = Classes[label] };
        }
    }

    /// <summary>The columns Features and Label, a key with the classes' names.</summary>
    public static IDataView Data(MLContext mlContext, int count, int seed = 1) =>
        Keyed(mlContext, mlContext.Data.LoadFromEnumerable(Rows(count, seed).ToList()));

    public static IDataView Keyed(MLContext mlContext, IDataView rows) =>
        mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name)).Fit(rows).Transform(rows);

    /// <summary>The same as tensors.</summary>
    public static LabeledImages Tensors(int count, int seed = 1)
    {
        var rows = Rows(count, seed).ToList();
        return new LabeledImages(
            tensor(rows.SelectMany(row => row.Features).ToArray(), [count, Size]),
            tensor(rows.Select(row => (long)Array.IndexOf(Classes, row.Name)).ToArray()));
    }
}

internal sealed class PatchRow
{
    [VectorType(Patches.Size)]
    public float[] Features { get; set; } = [];

    public string Name { get; set; } = "";
}

internal sealed class PatchPrediction
{
    public uint PredictedLabel { get; set; }

    public float[] Score { get; set; } = [];
}
