namespace Microsoft.ML.NonNegative.Tests.Training.Data;

/// <summary>Goes through batches as training does.</summary>
internal static class TestBatches
{
    public const int Size = 5;

    public static IEnumerable<object[]> Workers => [[0], [1], [4]];

    public static void Augment(Example example, Span<float> values)
    {
        var random = new Random(ExampleRandom.Seed(9, example.Index));
        foreach (ref var value in values)
            value += random.NextSingle();
    }

    public static List<string> Described(BatchLoader loader, IEnumerable<Example> order, BatchPlan plan, int firstStep = 0)
    {
        var batches = new List<string>();
        foreach (var batch in loader.Load(order, plan, firstStep, 42, CancellationToken.None))
            using (batch)
                batches.Add(string.Join(" ",
                [
                    $"{batch.Step}:", .. batch.Labels, .. batch.PartnerLabels ?? [],
                    .. (batch.Shares ?? []).Concat(batch.Features.Take(batch.Count * batch.Size)).Select(BitConverter.SingleToUInt32Bits),
                ]));
        return batches;
    }
}
