using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Tensors;

/// <summary>What update rules, their clipping and their checks use beyond plain arithmetic.</summary>
[TestClass]
public class MoreArithmeticTests
{
    static readonly float[] Odd = [1, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0];

    [TestMethod]
    public void Powers_OfElements_AreThoseOfDotNet()
    {
        using var t = tensor(new float[] { -1, 0, 0.5f, 3 });
        Check.Near([0.5f, 1, MathF.Sqrt(2), 8], t.exp2());
        Check.Near([0.5f, 1, MathF.Sqrt(2), 8], exp2(t));
        using var squared = t.clone();
        Assert.AreSame(squared, pow_(squared, 2));
        Check.Near([1, 0, 0.25f, 9], squared);
        Check.Near([1, 1, 2, 27], pow(tensor(new float[] { 1, 2, 4, 3 }), tensor(new float[] { 9, 0, 0.5f, 3 })));
        using var e = zeros(2);
        Assert.AreSame(e, e.exp_());
        Check.Near([1, 1], e);
    }

    [TestMethod]
    public void Signs_OfElements_AreTakenOverAndZeroed()
    {
        using var t = tensor(new float[] { 2, -3, 0 });
        Check.Near([-2, 3, 0], t.copysign(tensor(new float[] { -1, 1, 1 })));
        Assert.IsTrue(float.IsNegative(Check.Values(copysign(t, tensor(-0f)))[2]));
        using var s = t.clone();
        Assert.AreSame(s, s.sign_());
        Check.Near([1, -1, 0], s);
    }

    [TestMethod]
    public void Finiteness_OfElements_IsSeen()
    {
        using var t = tensor(Odd);
        Check.Near([1, 0, 0, 0, 1], isfinite(t));
        Check.Near([0, 1, 1, 0, 0], isinf(t));
        Check.Near([0, 0, 0, 1, 0], isnan(t));
        Assert.IsFalse(isfinite(t).all().ToBoolean());
        Assert.IsTrue(isnan(t).any().ToBoolean());
        Assert.IsTrue(any(tensor(new[] { true, false })).ToBoolean());
        Assert.IsFalse(all(tensor(new[] { true, false })).ToBoolean());
        Assert.AreEqual(4, t.count_nonzero().ToInt64());
        Check.Near([2, 1], count_nonzero(tensor(new float[,] { { 1, 0 }, { 2, 3 } }), [0]));
    }

    [TestMethod]
    public void Clamp_OneBoundOrNan_KeepsWhatIsNotCut()
    {
        using var t = tensor(Odd);
        var cut = Check.Values(t.clamp(-1, 1));
        CollectionAssert.AreEqual(new float[] { 1, 1, -1, 0 }, new[] { cut[0], cut[1], cut[2], cut[4] });
        Assert.IsTrue(float.IsNaN(cut[3]));
        Check.Near([2, 3], tensor(new float[] { 1, 3 }).clamp_(min: 2));
        Check.Near([1, 2], tensor(new float[] { 1, 3 }).clamp_(max: 2));
        Check.Near([1, 2], tensor(new float[] { 1, 3 }).clamp_max_(2));
        Check.Near([2, 3], tensor(new float[] { 1, 3 }).clamp_min_(2));
        Check.Near([1, 2], clip(tensor(new float[] { 1, 3 }), max: 2));
    }

    [TestMethod]
    public void Maximum_WithNan_IsNan()
    {
        using var t = tensor(new float[] { 1, float.NaN });
        Assert.IsTrue(float.IsNaN(Check.Values(t.maximum(zeros(2)))[1]));
        Assert.IsTrue(float.IsNaN(Check.Values(minimum(zeros(2), t))[1]));
        Assert.IsTrue(float.IsNaN(t.max().ToSingle()));
    }

    [TestMethod]
    public void Norms_OfOrders_AreTheirs()
    {
        using var t = tensor(new float[,] { { 3, -4 }, { 0, 12 } });
        Assert.AreEqual(13, t.norm().ToSingle(), 1e-5);
        // A whole number means the dimension, not the order.
        Assert.AreEqual(19, t.norm(1f).ToSingle(), 1e-5);
        Check.Near([5, 12], t.norm(1));
        Assert.AreEqual(12, t.norm(float.PositiveInfinity).ToSingle());
        Check.Near([5, 12], t.norm(1, false, 2f));
        Check.Near([3, 12], t.amax(1));
        Check.Near([3, 12], amax(t, [0L]));
        Assert.AreEqual(12, t.abs().max().ToSingle());
    }

    [TestMethod]
    public void AddcdivAndLerp_AsFunctions_AreThoseOfTheTensor()
    {
        using var t = ones(2);
        Check.Near([1.5f, 2], addcdiv(t, tensor(new float[] { 1, 2 }), tensor(new float[] { 2, 2 }), 1));
        Assert.AreSame(t, addcdiv_(t, ones(2), full(2, 4.0), 2));
        Check.Near([1.5f, 1.5f], t);
        Check.Near([1.5f, 2], lerp(t, full(2, 2.0), tensor(new float[] { 0, 1 })));
    }

    [TestMethod]
    public void Cat_OfManyTensors_JoinsThemInOrder()
    {
        using var scope = NewDisposeScope();
        var parts = Enumerable.Range(0, 300).Select(i => full(2, (double)i)).ToList();
        using var joined = cat(parts);
        Check.Shape([600], joined);
        for (var i = 0; i < 300; i++) Assert.AreEqual(i, joined[2 * i + 1].ToSingle());
        Check.Shape([300, 2], stack(parts));
    }
}
