namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class CalibrationImagesTests
{
    private const int Scale = 1 << 15;

    private static readonly NetworkDescription Plain = new(new ImageShape(1, 1, 1), [new FlattenLayer(), new LinearLayer(1, 2, Activation: null)]);
    private static readonly NetworkDescription Normalized = new(new ImageShape(1, 1, 1), [new FlattenLayer(), new LinearLayer(1, 2, Activation: null) { IsNormalized = true }]);

    [TestMethod]
    [DataRow(1, 32)]
    [DataRow(100, 32)]
    [DataRow(10_000, 128)]
    [DataRow(60, int.MaxValue)]
    public void Batches_UpToTenThousandImages_AreAllOfThem(int count, int batchSize)
    {
        using var images = Numbered(count);
        using var calibration = Calibration(images, batchSize, () => { });

        CollectionAssert.AreEqual(Enumerable.Range(0, count).ToList(), Values(calibration, Plain).SelectMany(b => b).Order().ToList());
        Assert.AreEqual($"all {count} training images", calibration.Description);
    }

    [TestMethod]
    public void Batches_OfMoreImages_AreTenThousandOfThemNoneTwice()
    {
        using var images = Numbered(25_000);
        using var calibration = Calibration(images, 128, () => { });
        var rows = Values(calibration, Plain).SelectMany(b => b).ToList();

        Assert.HasCount(10_000, rows);
        Assert.HasCount(10_000, rows.Distinct().ToList());
        Assert.IsGreaterThan(24_000, rows.Max());
        Assert.AreEqual("10000 of the 25000 training images, drawn at random", calibration.Description);
    }

    [TestMethod]
    [DataRow(97, 32)]
    [DataRow(65, 64)]
    [DataRow(33, 1)]
    [DataRow(2, 1)]
    [DataRow(3, 2)]
    public void Batches_ForANormalizedNetwork_AreNeverOfOneImageNorSmallerThanInTraining(int count, int batchSize)
    {
        using var images = Numbered(count);
        var sizes = Values(Calibration(images, batchSize, () => { }), Normalized).Select(b => b.Count).ToList();

        Assert.AreEqual(count, sizes.Sum());
        Assert.IsGreaterThanOrEqualTo(Math.Max(2, Math.Min(batchSize, count)), sizes.Min());
        Assert.IsLessThan(2 * Math.Max(2, batchSize), sizes.Max());
    }

    [TestMethod]
    public void Batches_AskedForTwice_AreTheSameInRandomOrder()
    {
        using var images = Numbered(500);
        using var calibration = Calibration(images, 32, () => { });
        var (one, two) = (Values(calibration, Plain).SelectMany(b => b).ToList(), Values(calibration, Plain).SelectMany(b => b).ToList());

        CollectionAssert.AreEqual(one, two);
        CollectionAssert.AreNotEqual(one.Order().ToList(), one);
    }

    [TestMethod]
    public void Batches_Cancelled_Stop()
    {
        using var images = Numbered(500);
        using var calibration = Calibration(images, 32, () => throw new OperationCanceledException());

        Assert.ThrowsExactly<OperationCanceledException>(() => Values(calibration, Plain));
    }

    [TestMethod]
    public void Batches_Afterwards_LeaveNoTensorBehind()
    {
        using var images = Numbered(500);
        using var calibration = Calibration(images, 32, () => { });
        var before = LiveTensors.Count();
        Values(calibration, Plain);

        Assert.AreEqual(before, LiveTensors.Now());
    }

    private static CalibrationImages Calibration(ExampleSource images, int batchSize, Action checkCancellation) =>
        new(images, new TrainingInputs(images, new InputScaling(new SignalRange(0, Scale)), threads: 0), batchSize, seed: 1, checkCancellation);

    private static MemorySource Numbered(int count)
    {
        var source = new MemorySource(new ValueLayout(1, AreBytes: false), 2);
        for (var i = 0; i < count; i++)
            source.Add(0, [i]);
        source.Complete();
        return source;
    }

    private static List<List<int>> Values(CalibrationImages calibration, NetworkDescription network) =>
        [.. calibration.Batches(network).Select(batch => batch.data<float>().Select(value => (int)Math.Round(value * Scale)).ToList())];
}
