using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Tensors;

[TestClass]
public class ReductionTests
{
    static Tensor X => tensor(new float[,] { { 1, 2, 3 }, { 6, 5, 4 } });

    [TestMethod]
    public void Sum_WholeAndByDimension_Adds()
    {
        using var scope = NewDisposeScope();
        Assert.AreEqual(21, X.sum().ToSingle());
        // sum(0) would be sum(ScalarType.Byte).
        Check.Near([7, 7, 7], X.sum(0L));
        Check.Near([6, 15], X.sum([1]));
        Check.Shape([2, 1], X.sum(1, keepdim: true));
        Assert.AreEqual(ScalarType.Float64, X.sum(ScalarType.Float64).dtype);
        Assert.AreEqual(21, X.sum(0, 1).ToSingle());
    }

    [TestMethod]
    public void Mean_WholeAndByDimension_Averages()
    {
        using var scope = NewDisposeScope();
        Assert.AreEqual(3.5f, X.mean().ToSingle());
        Check.Near([2, 5], X.mean([1L]));
        Check.Near([3.5f, 3.5f, 3.5f], mean(X, [0L]));
    }

    [TestMethod]
    public void StdVar_UnbiasedOrNot_DivideAccordingly()
    {
        using var scope = NewDisposeScope();
        Assert.AreEqual(3.5, X.var().ToDouble(), 1e-6);
        Assert.AreEqual(Math.Sqrt(17.5 / 6), X.std(unbiased: false).ToDouble(), 1e-6);
        Check.Near([1, 1], X.std(1L));
    }

    [TestMethod]
    public void MaxMin_WholeAndByDimension_FindExtremes()
    {
        using var scope = NewDisposeScope();
        Assert.AreEqual(6, X.max().ToSingle());
        Assert.AreEqual(1, X.min().ToSingle());
        var (values, indices) = X.max(1);
        Check.Near([3, 6], values);
        Check.Near([2, 0], indices);
        Assert.AreEqual(ScalarType.Int64, indices.dtype);
        Check.Near([3, 6], X.amax(1));
        Check.Near([1, 2, 3], X.amin([0L], keepdim: false));
        Assert.AreEqual(3, X.argmax().ToInt64());
        Check.Near([2, 0], X.argmax(1));
    }

    [TestMethod]
    public void AllAny_TruthValues_Combine()
    {
        using var scope = NewDisposeScope();
        Assert.IsTrue((X > 0).all().ToBoolean());
        Assert.IsFalse((X > 1).all().ToBoolean());
        Check.Near([0, 1], (X > 3).any(1));
    }

    [TestMethod]
    public void Norm_OrderTwoAndOne_MeasureLength()
    {
        using var scope = NewDisposeScope();
        Assert.AreEqual(Math.Sqrt(91), X.norm().ToDouble(), 1e-5);
        Check.Near([6, 15], X.norm(1, p: 1));
    }

    [TestMethod]
    public void SortTopk_Row_GivesValuesAndPlaces()
    {
        using var scope = NewDisposeScope();
        var (sorted, order) = X[1].sort();
        Check.Near([4, 5, 6], sorted);
        Check.Near([2, 1, 0], order);
        Check.Near([6, 5], X[1].topk(2).values);
    }
}
