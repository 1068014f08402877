namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class ExampleRandomTests
{
    // Mix is SplitMix64's next() on the given state: reference values of its first outputs for state 0 and 1234567 (Vigna's splitmix64.c).
    [TestMethod]
    [DataRow(0UL, 0xE220A8397B1DCDAFUL)]
    [DataRow(1234567UL, 6457827717110365317UL)]
    public void Mix_IsSplitMix64(ulong state, ulong expected) => Assert.AreEqual(expected, ExampleRandom.Mix(state));

    [TestMethod]
    public void Seed_OfManyExamplesAndPasses_DiffersAndIsNotNegative()
    {
        var seeds = (from seed in Enumerable.Range(-50, 100) from index in Enumerable.Range(-50, 100) select ExampleRandom.Seed(seed, index)).ToList();

        Assert.IsTrue(seeds.All(seed => seed >= 0));

        // 31 bits: among 10,000, about 0.02 pairs are expected to be equal.
        Assert.IsTrue(seeds.Distinct().Count() >= seeds.Count - 2);
    }

    [TestMethod]
    public void Seed_StaysTheSameInEveryVersion() => Assert.AreEqual(ExpectedSeed, ExampleRandom.Seed(1, 2));

    private const int ExpectedSeed = 1584197082;
}
