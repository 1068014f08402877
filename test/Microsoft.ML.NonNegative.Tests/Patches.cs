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

    /// <summary>Rows that are keyed as <paramref name="others"/> are, wherever which class comes first in them.</summary>
    public static IDataView KeyedLike(MLContext mlContext, IDataView others, IDataView rows) =>
        mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name)).Fit(others).Transform(rows);

    /// <summary>The same as examples in memory.</summary>
    public static MemorySource Source(int count, int seed = 1)
    {
        var source = new MemorySource(new ValueLayout(Size, AreBytes: false), Classes.Length);
        foreach (var row in Rows(count, seed))
            source.Add(Array.IndexOf(Classes, row.Name), row.Features);
        source.Complete();
        return source;
    }

    /// <summary>Examples as inputs that are prepared on the thread that asks.</summary>
    public static TrainingInputs Inputs(ExampleSource source, int threads = 0) => new(source, new InputScaling(SignalRange.Unit), threads);

    /// <summary>The features as a tensor, [count, size].</summary>
    public static Tensor Features(int count, int seed = 1) => tensor(Rows(count, seed).SelectMany(row => row.Features).ToArray(), [count, Size]);
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
