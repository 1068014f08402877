using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

[TestClass]
public sealed class GoldenTableTests
{
    public static IEnumerable<object[]> Entries => GoldenValues.Entries;

    [TestMethod]
    [DynamicData(nameof(Entries))]
    public void Step_GoldenGradientsInDouble_MatchTheTableOnEveryPath(string optimizer, UpdateRuleKind rule)
    {
        var expected = GoldenValues.Expected(optimizer, rule);
        foreach (var way in new[] { Way.Tensors, Way.Flat })
        {
            var actual = Run(optimizer, rule, way, ScalarType.Float64);

            // The table has ten digits.
            for (var i = 0; i < expected.Length; i++)
                Assert.AreEqual(expected[i], actual[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])), $"{way}, element {i}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Entries))]
    public void Step_GoldenGradientsInSingle_MatchTheTableOnEveryPathAndWidth(string optimizer, UpdateRuleKind rule)
    {
        var expected = GoldenValues.Expected(optimizer, rule);
        foreach (var way in Way.All)
        {
            var actual = Run(optimizer, rule, way, ScalarType.Float32);

            for (var i = 0; i < expected.Length; i++)
                Assert.AreEqual(expected[i], actual[i], 1e-5 * Math.Abs(expected[i]), $"{way}, element {i}");
        }
    }

    private static double[] Run(string optimizer, UpdateRuleKind rule, Way way, ScalarType type) =>
        Training.Run(OptimizerCase.Of(optimizer, GoldenValues.Options(optimizer, rule)), way, type, [4], GoldenValues.Start, GoldenValues.Gradients);
}
