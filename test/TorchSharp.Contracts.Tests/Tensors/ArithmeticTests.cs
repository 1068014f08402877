using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Tensors;

[TestClass]
public class ArithmeticTests
{
    static Tensor X => tensor(new float[] { -2, -0.5f, 0, 1, 3 });

    public static IEnumerable<object[]> Functions =>
    [
        ["abs", (Tensor t) => t.abs(), (double x) => Math.Abs(x)],
        ["neg", (Tensor t) => t.neg(), (double x) => -x],
        ["sign", (Tensor t) => t.sign(), (double x) => (double)Math.Sign(x)],
        ["square", (Tensor t) => t.square(), (double x) => x * x],
        ["tanh", (Tensor t) => t.tanh(), (double x) => Math.Tanh(x)],
        ["sin", (Tensor t) => t.sin(), (double x) => Math.Sin(x)],
        ["cos", (Tensor t) => t.cos(), (double x) => Math.Cos(x)],
        ["exp", (Tensor t) => t.exp(), (double x) => Math.Exp(x)],
        ["sigmoid", (Tensor t) => t.sigmoid(), (double x) => 1 / (1 + Math.Exp(-x))],
        ["relu", (Tensor t) => t.relu(), (double x) => Math.Max(x, 0)],
        ["sqrt", (Tensor t) => t.abs().sqrt(), (double x) => Math.Sqrt(Math.Abs(x))],
        ["log", (Tensor t) => t.abs().add(1).log(), (double x) => Math.Log(Math.Abs(x) + 1)],
        ["rsqrt", (Tensor t) => t.square().add(1).rsqrt(), (double x) => 1 / Math.Sqrt(x * x + 1)],
        ["clamp", (Tensor t) => t.clamp(-1, 2), (double x) => Math.Clamp(x, -1, 2)],
        ["clamp_min", (Tensor t) => t.clamp_min(0.5), (double x) => Math.Max(x, 0.5)],
        ["pow", (Tensor t) => t.pow(3), (double x) => x * x * x],
        ["half of", (Tensor t) => t / 2, (double x) => x / 2],
        ["from one", (Tensor t) => 1 - t, (double x) => 1 - x],
        ["one over", (Tensor t) => 1 / (t + 4), (double x) => 1 / (x + 4)],
        ["add", (Tensor t) => t.add(t, 0.5), (double x) => 1.5 * x],
        ["floor", (Tensor t) => t.div(2, RoundingMode.floor), (double x) => Math.Floor(x / 2)],
        ["remainder", (Tensor t) => t % 2, (double x) => x - 2 * Math.Floor(x / 2)],
    ];

    [TestMethod]
    [DynamicData(nameof(Functions))]
    public void Function_EachElement_IsThatOfDotNet(string name, Func<Tensor, Tensor> function, Func<double, double> expected)
    {
        using var scope = NewDisposeScope();
        Check.Near([.. Check.Values(X).Select(x => (float)expected(x))], function(X), 2e-6);
        Assert.IsFalse(string.IsNullOrEmpty(name));
    }

    [TestMethod]
    public void InPlace_Chained_ChangesAndReturnsTheSameTensor()
    {
        using var t = tensor(new float[] { 1, 2, 3 });
        var result = t.mul_(2).add_(t, 0.5).sub_(1).neg_().abs_().div_(2);
        Assert.AreSame(t, result);
        Check.Near([1, 2.5f, 4], t);
    }

    [TestMethod]
    public void Addcmul_WithValue_AddsTheScaledProduct()
    {
        using var t = ones(2);
        using var a = tensor(new float[] { 2, 3 });
        using var b = tensor(new float[] { 5, 7 });
        t.addcmul_(a, b, 0.1);
        Check.Near([2, 3.1f], t);
        t.addcdiv_(a, b, -1);
        Check.Near([2 - 2f / 5, 3.1f - 3f / 7], t);
    }

    [TestMethod]
    public void Lerp_WithWeights_LiesBetween()
    {
        using var t = tensor(new float[] { 0, 10 });
        t.lerp_(tensor(new float[] { 10, 20 }), tensor(new float[] { 0.25f, 1 }));
        Check.Near([2.5f, 20], t);
    }

    [TestMethod]
    public void MaximumMinimum_OfTwo_TakeTheLargerAndSmaller()
    {
        using var a = tensor(new float[] { 1, 5 });
        using var b = tensor(new float[] { 3, 2 });
        Check.Near([3, 5], maximum(a, b));
        Check.Near([1, 2], a.minimum(b));
        Check.Near([2, 3], a.clamp(tensor(new float[] { 2, 2 }), tensor(new float[] { 3, 3 })));
    }

    [TestMethod]
    public void Comparison_Operators_GiveTruthValues()
    {
        using var a = tensor(new float[] { 1, 2, 3 });
        Check.Near([0, 1, 0], a == 2);
        Check.Near([1, 0, 1], a.ne(2));
        Check.Near([0, 0, 1], a > 2);
        Check.Near([1, 1, 0], a <= tensor(new float[] { 1, 3, 2 }));
        Check.Near([0, 1, 0], a.equal(tensor(new float[] { 0, 2, 0 })));
        Check.Near([0, 1, 0], (a > 1).logical_and(a < 3));
        Check.Near([1, 0, 1], ~(a == 2));
        Assert.IsTrue(a.allclose(a + 1e-7));
        Assert.IsFalse(a.allclose(a + 1));
        Assert.IsTrue(a.Equals(a.clone()));
    }

    [TestMethod]
    public void IsFinite_InfinityAndNan_AreNot()
    {
        using var t = tensor(new[] { 1f, float.PositiveInfinity, float.NaN });
        Check.Near([1, 0, 0], t.isfinite());
        Check.Near([0, 0, 1], t.isnan());
    }

    [TestMethod]
    public void Where_Condition_Chooses()
    {
        using var a = tensor(new float[] { 1, 2, 3 });
        Check.Near([-1, 2, 3], where(a > 1, a, -a));
        Check.Near([0, 2, 3], a.masked_fill_(a < 2, 0));
    }

    [TestMethod]
    public void Matmul_OfMatrices_IsTheirProduct()
    {
        using var a = tensor(new float[,] { { 1, 2 }, { 3, 4 } });
        using var b = tensor(new float[,] { { 5, 6 }, { 7, 8 } });
        Check.Near([19, 22, 43, 50], a.matmul(b));
        Check.Near([19, 22, 43, 50], mm(a, b));
        Check.Near([17, 39], a.matmul(tensor(new float[] { 5, 6 })));
    }

    [TestMethod]
    public void Softmax_Rows_SumToOne()
    {
        using var t = tensor(new float[,] { { 0, 0 }, { 0, MathF.Log(3) } });
        Check.Near([0.5f, 0.5f, 0.25f, 0.75f], t.softmax(1));
        Check.Near([MathF.Log(0.5f), MathF.Log(0.5f), MathF.Log(0.25f), MathF.Log(0.75f)], t.log_softmax(1));
    }
}
