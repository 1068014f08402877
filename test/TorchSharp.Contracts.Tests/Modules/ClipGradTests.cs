using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Modules;

[TestClass]
public class ClipGradTests
{
    static Parameter With(params float[] gradient) => new(zeros(gradient.Length)) { grad = tensor(gradient) };

    [TestMethod]
    [DataRow(2.0, 5.0)]
    [DataRow(1.0, 7.0)]
    [DataRow(double.PositiveInfinity, 4.0)]
    [DataRow(0.0, 2.0)]
    public void ClipGradNorm_OfEachOrder_ShortensByTheNorm(double order, double norm)
    {
        using var scope = NewDisposeScope();
        using var a = With(3, 0);
        using var b = With(4);
        using var none = new Parameter(zeros(1));
        Assert.AreEqual(norm, nn.utils.clip_grad_norm_([a, none, b], 1, order), 1e-5);
        Check.Near([(float)(3 / norm), 0], a.grad!, 1e-5);
        Check.Near([(float)(4 / norm)], b.grad!, 1e-5);
        Assert.IsNull(none.grad);
    }

    [TestMethod]
    public void ClipGradNorm_ShortOrNone_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var a = With(3, 4);
        Assert.AreEqual(5, nn.utils.clip_grad_norm_([a], 5.1), 1e-5);
        Check.Near([3, 4], a.grad!);
        Assert.AreEqual(0, nn.utils.clip_grad_norm_([new Parameter(zeros(1))], 1));
    }

    [TestMethod]
    public void ClipGradNorm_NotFinite_SpreadsOrZeroes()
    {
        using var scope = NewDisposeScope();
        using var a = With(float.NaN);
        using var b = With(1);
        Assert.IsTrue(double.IsNaN(nn.utils.clip_grad_norm_([a, b], 1)));
        Assert.IsTrue(b.grad!.isnan().all().ToBoolean());
        using var c = With(float.PositiveInfinity);
        using var d = With(1);
        Assert.AreEqual(double.PositiveInfinity, nn.utils.clip_grad_norm_([c, d], 1));
        Assert.IsTrue(c.grad!.isnan().all().ToBoolean());
        Check.Near([0], d.grad!);
    }

    [TestMethod]
    public void ClipGradValue_Elements_AreCutInPlace()
    {
        using var scope = NewDisposeScope();
        using var a = With(-3, 0.5f, 2);
        using var held = a.grad!;
        nn.utils.clip_grad_value_([a, new Parameter(zeros(1))], 1);
        Check.Near([-1, 0.5f, 1], held);
    }
}
