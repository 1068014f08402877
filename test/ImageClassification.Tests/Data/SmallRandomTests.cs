using NonNegML.Samples.ImageClassification;

namespace ImageClassification.Tests.Data;

[TestClass]
public sealed class SmallRandomTests
{
    [TestMethod]
    public void NextBits_StateOneToFour_GivesThePublishedGeneratorsNumbers()
    {
        // Worked by hand from the equations: rotl(2 * 5, 7) * 9 = 11520; then s1 = 0; ...
        var random = new SmallRandom(1, 2, 3, 4);

        ulong[] numbers = [.. Enumerable.Range(0, 5).Select(_ => random.NextBits())];

        CollectionAssert.AreEqual(
            new ulong[] { 11520, 0, 1509978240, 1215971899390074240, 1216172134540287360 }, numbers);
    }

    [TestMethod]
    public void NextBits_SameSeedAndStream_GivesTheSame() =>
        Assert.AreEqual(new SmallRandom(7, 3).NextBits(), new SmallRandom(7, 3).NextBits());

    [TestMethod]
    public void NextBits_NeighbouringSeedsAndStreams_GiveDifferentNumbers()
    {
        var first = new HashSet<ulong>();
        for (ulong seed = 0; seed < 32; seed++)
        {
            for (ulong stream = 0; stream < 32; stream++)
            {
                first.Add(new SmallRandom(seed, stream).NextBits());
            }
        }

        Assert.HasCount(32 * 32, first);
    }

    [TestMethod]
    public void Next_Bound_GivesEachNumberBelowItAboutEquallyOften()
    {
        var random = new SmallRandom(1, 0);
        int[] counts = new int[5];
        for (int i = 0; i < 10_000; i++)
        {
            counts[random.Next(counts.Length)]++;
        }

        // Five deviations of a binomial count about 2,000.
        Assert.IsTrue(counts.All(count => Math.Abs(count - 2000) < 200), string.Join(' ', counts));
    }

    [TestMethod]
    public void Between_Range_StaysInItAndFillsIt()
    {
        var random = new SmallRandom(1, 0);

        double[] values = [.. Enumerable.Range(0, 10_000).Select(_ => random.Between(-2, 3))];

        Assert.IsTrue(values.All(value => value is >= -2 and < 3));
        Assert.AreEqual(-2, values.Min(), .01);
        Assert.AreEqual(3, values.Max(), .01);
        Assert.AreEqual(.5, values.Average(), .1);
    }

    [TestMethod]
    public void Bell_ManyDraws_HaveMeanZeroAndDeviationOne()
    {
        var random = new SmallRandom(1, 0);

        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => random.Bell())];

        Assert.AreEqual(0, values.Average(), .03);
        Assert.AreEqual(1, values.Average(value => value * value), .05);
    }
}
