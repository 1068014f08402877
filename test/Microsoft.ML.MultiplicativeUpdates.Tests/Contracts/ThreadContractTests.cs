using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>Every optimizer computes the same on any number of threads.</summary>
[TestClass]
public sealed class ThreadContractTests
{
    // More than 65536 in all, which is what a second thread is worth; pieces that are cut, pieces that are bundled, and one that is empty.
    private static readonly int[] s_sizes = [5, 50003, 33, 16384, 16385, 0, 1, 7, 31, 12000];

    private static readonly double[] s_numbers = Numbers.Normal(new Random(5), 200_003);

    public static IEnumerable<object[]> Names => OptimizerCases.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_OnSeveralThreads_IsThatOfOneThreadBitForBit(string name)
    {
        var one = OptimizerCases.Named(name);
        if (!one.Paths.Contains(StepPath.Fused))
            return;
        var alone = Run(one, 1);
        var together = Run(one, 4);

        for (var i = 0; i < s_sizes.Length; i++)
            Assert.IsTrue(alone[i].AsSpan().SequenceEqual(together[i]), $"parameter {i}, of {s_sizes[i]} elements");
    }

    private static byte[][] Run(OptimizerCase one, int threads)
    {
        var before = get_num_threads();
        set_num_threads(threads);
        try
        {
            List<Parameter> parameters = [.. s_sizes.Select((size, i) => Numbers.Parameter(Part(i, size), ScalarType.Float32))];
            using var optimizer = one.Build(parameters, StepPath.Fused);
            for (var step = 0; step < 2; step++)
            {
                for (var i = 0; i < parameters.Count; i++)
                    Numbers.SetGradient(parameters[i], Part(17 * (step + 1) + i, s_sizes[i]));
                optimizer.step();
            }
            var end = parameters.Select(Numbers.Bits).ToArray();
            parameters.ForEach(parameter => parameter.Dispose());
            return end;
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private static ArraySegment<double> Part(int start, int count) => new(s_numbers, 100 * start, count);
}
