using System.Runtime.InteropServices;

namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class ChannelStatisticsTests
{
    private static readonly ImageShape Shape = new(3, 4, 5);

    [TestMethod]
    public void Scaled_Bytes_AreMeanAndDeviationOfTheScaledChannels()
    {
        var random = new Random(1);
        var images = Enumerable.Range(0, 30).Select(_ => Bytes(random)).ToList();
        var statistics = new ChannelStatistics(Shape, new SignalRange(0, 255));
        foreach (var image in images)
            statistics.Add(image, new ValueLayout(Shape.Size, AreBytes: true));

        AssertStatistics(images.Select(image => image.Select(b => b / 255.0).ToArray()).ToList(), statistics.Scaled(new SignalRange(0, 255)));
    }

    [TestMethod]
    public void Scaled_NumbersFarFromZero_LoseNothing()
    {
        var random = new Random(2);
        var images = Enumerable.Range(0, 30).Select(_ => Enumerable.Range(0, Shape.Size).Select(_ => 10_000 + random.NextSingle()).ToArray()).ToList();
        var statistics = new ChannelStatistics(Shape, limits: null);
        foreach (var image in images)
            statistics.Add(MemoryMarshal.AsBytes<float>(image), new ValueLayout(Shape.Size, AreBytes: false));

        AssertStatistics(images.Select(image => image.Select(v => (v - 10_000.0) / 2).ToArray()).ToList(), statistics.Scaled(new SignalRange(10_000, 10_002)));
    }

    [TestMethod]
    public void Scaled_ValuesOutsideAGivenRange_CountAsItsEnds()
    {
        var statistics = new ChannelStatistics(new ImageShape(1, 1, 2), new SignalRange(0, 1));
        statistics.Add(MemoryMarshal.AsBytes<float>([-5, 9]), new ValueLayout(2, AreBytes: false));
        var (mean, deviation) = statistics.Scaled(new SignalRange(0, 1));

        Assert.AreEqual(0.5f, mean[0]);
        Assert.AreEqual(0.5f, deviation[0]);
    }

    [TestMethod]
    public void Scaled_ChannelOfOneValue_HasDeviation1()
    {
        var statistics = new ChannelStatistics(new ImageShape(1, 1, 2), limits: null);
        for (var i = 0; i < 7; i++)
            statistics.Add(MemoryMarshal.AsBytes<float>([0.1f, 0.1f]), new ValueLayout(2, AreBytes: false));

        Assert.AreEqual(1, statistics.Scaled(SignalRange.Unit).Deviation[0]);
    }

    [TestMethod]
    [DataRow(new[] { 3f, -1f, 2f }, -1.0, 3.0)]
    [DataRow(new[] { 3f, 3f }, 3.0, 6.0)]
    [DataRow(new[] { 0f, 0f }, 0.0, 1.0)]
    public void Found_ValueRange_IsFromTheLeastToTheGreatest(float[] values, double lower, double upper)
    {
        var range = new ValueRange();
        range.Add(MemoryMarshal.AsBytes<float>(values));

        Assert.AreEqual(new SignalRange(lower, upper), range.Found);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[Shape.Size];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void AssertStatistics(List<double[]> images, (IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation) actual)
    {
        for (var channel = 0; channel < Shape.Channels; channel++)
        {
            var values = images.SelectMany(image => image.Skip(channel * 20).Take(20)).ToList();
            var mean = values.Average();
            Assert.AreEqual(mean, actual.Mean[channel], 1e-6);
            Assert.AreEqual(Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), actual.Deviation[channel], 1e-6);
        }
    }
}
