namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class BatchMixupTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(50)]
    public void Apply_EachExample_IsItsShareOfItselfAndTheRestOfItsPartner(int count)
    {
        const int Size = 3;
        var before = Enumerable.Range(0, count).SelectMany(i => TestExamples.ValuesOf(i, Size)).ToArray();
        var features = before.ToArray();
        var labels = Enumerable.Range(0, count).Select(i => (long)i).ToArray();
        var (partners, shares) = new BatchMixup(0.7).Apply(features, Size, labels, new Random(count));

        CollectionAssert.AreEquivalent(labels, partners);
        for (var i = 0; i < count; i++)
            for (var j = 0; j < Size; j++)
                Assert.AreEqual(shares[i] * before[i * Size + j] + (1 - shares[i]) * before[(int)partners[i] * Size + j], features[i * Size + j], 1e-5f * count);
    }

    [TestMethod]
    public void Apply_Shares_AreFrom0To1AndDrawnForEachExample()
    {
        var (_, shares) = new BatchMixup(0.2).Apply(new float[100], 1, new long[100], new Random(1));

        Assert.IsTrue(shares.All(share => share is >= 0 and <= 1));
        Assert.IsTrue(shares.Distinct().Count() > 90);
    }

    [TestMethod]
    public void Apply_SameRandomNumbers_MixesAlike()
    {
        var (one, other) = (TestExamples.ValuesOf(1, 40), TestExamples.ValuesOf(1, 40));
        new BatchMixup(1).Apply(one, 4, new long[10], new Random(3));
        new BatchMixup(1).Apply(other, 4, new long[10], new Random(3));

        CollectionAssert.AreEqual(one, other);
    }
}
