using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class CalibrationImagesTests
{
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
        var calibration = new CalibrationImages(images, batchSize, seed: 1, () => { });

        CollectionAssert.AreEqual(Enumerable.Range(0, count).ToList(), Values(calibration, Plain).SelectMany(b => b).Order().ToList());
        Assert.AreEqual($"all {count} training images", calibration.Description);
    }

    [TestMethod]
    public void Batches_OfMoreImages_AreTenThousandOfThemNoneTwice()
    {
        using var images = Numbered(25_000);
        var calibration = new CalibrationImages(images, 128, seed: 1, () => { });
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
        var sizes = Values(new CalibrationImages(images, batchSize, seed: 1, () => { }), Normalized).Select(b => b.Count).ToList();

        Assert.AreEqual(count, sizes.Sum());
        Assert.IsGreaterThanOrEqualTo(Math.Max(2, Math.Min(batchSize, count)), sizes.Min());
        Assert.IsLessThan(2 * Math.Max(2, batchSize), sizes.Max());
    }

    [TestMethod]
    public void Batches_AskedForTwice_AreTheSameInRandomOrder()
    {
        using var images = Numbered(500);
        var calibration = new CalibrationImages(images, 32, seed: 1, () => { });
        var (one, two) = (Values(calibration, Plain).SelectMany(b => b).ToList(), Values(calibration, Plain).SelectMany(b => b).ToList());

        CollectionAssert.AreEqual(one, two);
        CollectionAssert.AreNotEqual(one.Order().ToList(), one);
    }

    [TestMethod]
    public void Batches_Cancelled_Stop()
    {
        using var images = Numbered(500);
        var calibration = new CalibrationImages(images, 32, seed: 1, () => throw new OperationCanceledException());

        Assert.ThrowsExactly<OperationCanceledException>(() => Values(calibration, Plain));
    }

    [TestMethod]
    public void Batches_Afterwards_LeaveNoTensorBehind()
    {
        using var images = Numbered(500);
        var calibration = new CalibrationImages(images, 32, seed: 1, () => { });
        var before = LiveTensors.Count();
        Values(calibration, Plain);

        Assert.AreEqual(before, LiveTensors.Now());
    }

    private static LabeledImages Numbered(int count) => new(arange(count, dtype: float32).reshape(count, 1), zeros(count, int64));

    private static List<List<int>> Values(CalibrationImages calibration, NetworkDescription network) =>
        [.. calibration.Batches(network).Select(batch => batch.data<float>().Select(value => (int)value).ToList())];
}
