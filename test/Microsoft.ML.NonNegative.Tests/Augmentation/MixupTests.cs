namespace Microsoft.ML.NonNegative.Tests.Augmentation;

[TestClass]
public sealed class MixupTests
{
    private const int Draws = 100_000;

    [TestMethod]
    [DataRow(0.05)]
    [DataRow(0.2)]
    [DataRow(0.5)]
    [DataRow(1.0)]
    [DataRow(1.5)]
    [DataRow(8.0)]
    public void DrawShare_ManyTimes_HasTheMomentsOfBeta(double alpha)
    {
        var random = new Random(1);
        var shares = Enumerable.Range(0, Draws).Select(_ => Mixup.DrawShare(alpha, random)).ToArray();
        // Central moments of Beta(a, a): 1 / (4 (2a + 1)), and 3 / (16 (2a + 1) (2a + 3)).
        var (second, fourth) = (1 / (4 * (2 * alpha + 1)), 3 / (16 * (2 * alpha + 1) * (2 * alpha + 3)));

        Assert.IsTrue(shares.All(share => share is >= 0 and <= 1));
        Assert.AreEqual(0.5, shares.Average(), 5 * Math.Sqrt(second / Draws));
        Assert.AreEqual(second, shares.Average(share => Math.Pow(share - 0.5, 2)), 5 * Math.Sqrt((fourth - second * second) / Draws));
        Assert.AreEqual(fourth, shares.Average(share => Math.Pow(share - 0.5, 4)), 5 * Math.Sqrt(fourth / 16 / Draws));
    }

    // Distribution functions that have a closed form: Beta(1, 1), Beta(1/2, 1/2), Beta(2, 2).
    [TestMethod]
    [DataRow(1.0)]
    [DataRow(0.5)]
    [DataRow(2.0)]
    public void DrawShare_ManyTimes_HasTheDistributionOfBeta(double alpha)
    {
        var random = new Random(2);
        var shares = Enumerable.Range(0, Draws).Select(_ => Mixup.DrawShare(alpha, random)).Order().ToArray();
        Func<double, double> distribution = alpha switch { 1 => x => x, 0.5 => x => 2 / Math.PI * Math.Asin(Math.Sqrt(x)), _ => x => x * x * (3 - 2 * x) };

        // Kolmogorov and Smirnov; a greater distance comes once in a million times.
        var distance = shares.Select((share, i) => Math.Max(Math.Abs((i + 1.0) / Draws - distribution(share)), Math.Abs((double)i / Draws - distribution(share)))).Max();
        Assert.IsLessThan(2.7 / Math.Sqrt(Draws), distance);
    }

    [TestMethod]
    [DataRow(1e-3)]
    [DataRow(1e-300)]
    [DataRow(double.Epsilon)]
    public void DrawShare_SmallestAlphas_GiveOneImageOrTheOther(double alpha)
    {
        var random = new Random(3);
        var shares = Enumerable.Range(0, 2000).Select(_ => Mixup.DrawShare(alpha, random)).ToArray();

        Assert.IsTrue(shares.All(share => share is >= 0 and <= 1));
        Assert.IsGreaterThan(1900, shares.Count(share => share is < 1e-3 or > 1 - 1e-3));
        Assert.AreEqual(0.5, shares.Average(), 0.06);
    }

    [TestMethod]
    [DataRow(1e6, 4e-3)]
    [DataRow(1e300, 1e-6)]
    [DataRow(double.MaxValue, 1e-6)]
    public void DrawShare_LargestAlphas_GiveHalves(double alpha, double tolerance)
    {
        var random = new Random(4);
        for (var i = 0; i < 1000; i++)
            Assert.AreEqual(0.5, Mixup.DrawShare(alpha, random), tolerance);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void DrawShare_NoAlpha_IsRefused(double alpha) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Mixup.DrawShare(alpha, new Random(1)));

    [TestMethod]
    public void Mix_TwoImages_WeighsThem()
    {
        float[] image = [1, 0, 0.5f];

        Mixup.Mix(image, [0, 1, 0.5f], 0.75f);

        CollectionAssert.AreEqual(new[] { 0.75f, 0.25f, 0.5f }, image);
    }

    [TestMethod]
    public void Mix_AnyShare_StaysWithinZeroAndOne()
    {
        var random = new Random(5);
        for (var i = 0; i < 100_000; i++)
        {
            float[] image = [1, random.NextSingle()];
            Mixup.Mix(image, [1, 1], random.NextSingle());

            Assert.IsTrue(image.All(value => value is >= 0 and <= 1));
        }
    }

    [TestMethod]
    public void Mix_OtherSize_IsRefused() => Assert.ThrowsExactly<ArgumentException>(() => Mixup.Mix(new float[3], new float[4], 0.5f));
}
