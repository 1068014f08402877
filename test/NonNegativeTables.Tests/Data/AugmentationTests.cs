using Microsoft.ML.NonNegative;
using NonNegML.Samples.NonNegativeTables;
using static TorchSharp.torch;

namespace NonNegativeTables.Tests.Data;

[TestClass]
public sealed class AugmentationTests
{
    [TestMethod]
    public void Apply_AnImage_MovesAndMirrorsItAsOneForAllChannels()
    {
        using var scope = NewDisposeScope();
        var shape = new ImageShape(2, 6, 6);
        var one = rand(1, 1, 6, 6).add(1);
        var images = one.expand(50, 2, 6, 6).contiguous().view(50, shape.Size);

        var moved = new Augmentation(shape, new Random(1)).Apply(images).view(50, 2, 6, 6);

        Assert.AreEqual(0f, moved.select(1, 0).sub(moved.select(1, 1)).abs().max().item<float>());
        var values = one.flatten().data<float>().ToHashSet();
        Assert.IsTrue(moved.flatten().data<float>().All(value => value == 0 || values.Contains(value)));
        var different = moved.select(1, 0).flatten(1).data<float>().Chunk(36).Select(pixels => string.Join(' ', pixels)).Distinct().Count();
        Assert.IsGreaterThan(30, different);
    }
}
