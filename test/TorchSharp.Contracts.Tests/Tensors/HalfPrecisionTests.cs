using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Tensors;

[TestClass]
public class HalfPrecisionTests
{
    [TestMethod]
    public void BFloat16_Conversion_RoundsToEightBits()
    {
        using var t = tensor(new float[] { 1, 1 + 1f / 128, 1 + 1f / 512, 1 + 3f / 512, 3e38f, 1e-40f });
        using var narrow = t.bfloat16();
        Assert.AreEqual(ScalarType.BFloat16, narrow.dtype);
        Assert.AreEqual(2, narrow.element_size());
        using var back = narrow.@float();
        var values = Check.Values(back);
        CollectionAssert.AreEqual(new[] { 1, 1 + 1f / 128, 1, 1 + 1f / 128 }, values[..4]);
        Assert.AreEqual(3e38, values[4], 2e36);
        Assert.AreEqual(1e-40, values[5], 1e-41);
        Assert.AreEqual(ScalarType.BFloat16, t.to(bfloat16).dtype);
        Assert.AreEqual(ScalarType.BFloat16, t.to_type(ScalarType.BFloat16).dtype);
    }

    [TestMethod]
    public void Half_Conversion_RoundsToElevenBitsAndOverflows()
    {
        using var t = tensor(new float[] { 1, 1 + 1f / 1024, 1 + 1f / 4096, 65504, 1e6f });
        using var narrow = t.half();
        CollectionAssert.AreEqual(new[] { (Half)1, (Half)(1 + 1f / 1024), (Half)1, (Half)65504, Half.PositiveInfinity }, narrow.data<Half>().ToArray());
        Assert.AreEqual(1e6f, t[4].item<float>());
        Assert.AreEqual(ScalarType.Float16, t.to(float16).dtype);
    }

    // Not of Half: on the CPU libtorch 1.13 cannot multiply and add in it.
    [TestMethod]
    public void InPlace_OfBFloat16_KeepsTheType()
    {
        const ScalarType type = ScalarType.BFloat16;
        using var scope = NewDisposeScope();
        var t = tensor(new float[] { 1, -2 }).to_type(type);
        var u = tensor(new float[] { 0.5f, 0.5f }).to_type(type);
        t.addcmul_(t.abs(), u, -0.5);
        Assert.AreEqual(type, t.dtype);
        Check.Near([0.75f, -2.5f], t);
        t.add_(u, 2).mul_(2);
        Check.Near([3.5f, -3], t);
        t.copy_(tensor(new float[] { 1, 2 }));
        Assert.AreEqual(type, t.dtype);
        Check.Near([1, 2], t);
    }

    [TestMethod]
    public void Mixed_FloatAndReduced_ComputesInFloat()
    {
        using var scope = NewDisposeScope();
        var t = ones(2).bfloat16() + ones(2);
        Assert.AreEqual(ScalarType.Float32, t.dtype);
        Assert.AreEqual(ScalarType.BFloat16, (ones(2).bfloat16() * 2.5).dtype);
        Assert.AreEqual(ScalarType.Float32, (ones(2).bfloat16() * ones(2).half()).dtype);
    }
}
