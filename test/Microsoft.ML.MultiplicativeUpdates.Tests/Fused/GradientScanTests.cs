using Microsoft.ML.MultiplicativeUpdates.Fused;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Fused;

[TestClass]
public sealed unsafe class GradientScanTests
{
    [TestMethod]
    public void Largest_EveryLength_IsThatOfAPlainLoop()
    {
        var random = new Random(1);
        for (var length = 0; length <= 300; length++)
        {
            var numbers = Numbers(random, length);
            fixed (float* memory = numbers)
                Assert.AreEqual(numbers.Select(Math.Abs).DefaultIfEmpty(0).Max(), GradientScan.Largest(memory, length), $"length {length}");
        }
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Largest_OneNumberThatIsNone_IsSeenWhereverItIs(float value)
    {
        var random = new Random(2);
        foreach (var length in new[] { 1, 7, 16, 63, 64, 65, 200 })
            for (var position = 0; position < length; position++)
            {
                var numbers = Numbers(random, length);
                numbers[position] = value;
                fixed (float* memory = numbers)
                    Assert.IsFalse(float.IsFinite(GradientScan.Largest(memory, length)), $"length {length}, position {position}");
            }
    }

    [TestMethod]
    public void SumOfSquares_EveryLength_IsThatOfAPlainLoop()
    {
        var random = new Random(3);
        for (var length = 0; length <= 100; length++)
        {
            var numbers = Numbers(random, length);
            fixed (float* memory = numbers)
                Assert.AreEqual(numbers.Sum(x => (double)x * x), GradientScan.SumOfSquares(memory, length), 1e-12 * length);
        }
    }

    private static float[] Numbers(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
}
