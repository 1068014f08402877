using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Tensors;

[TestClass]
public class ShapeTests
{
    [TestMethod]
    public void View_OfContiguous_SharesMemory()
    {
        using var t = arange(6).to_type(ScalarType.Float32);
        using var v = t.view(2, 3);
        v[1, 2] = 9;
        Assert.AreEqual(9, t[5].ToSingle());
        Check.Shape([3, 2], t.reshape(3, -1));
        Check.Shape([6], v.flatten());
    }

    [TestMethod]
    public void Permute_Matrix_SwapsStrides()
    {
        using var t = arange(6).view(2, 3);
        using var p = t.permute(1, 0);
        Check.Shape([3, 2], p);
        CollectionAssert.AreEqual(new long[] { 1, 3 }, p.stride());
        Assert.IsFalse(p.is_contiguous());
        Check.Near([0, 3, 1, 4, 2, 5], p);
        Check.Near([0, 3, 1, 4, 2, 5], t.t().contiguous());
        Check.Near([0, 3, 1, 4, 2, 5], t.transpose(0, 1));
    }

    [TestMethod]
    public void SqueezeUnsqueeze_OneDimension_Undo()
    {
        using var t = ones(2, 3);
        Check.Shape([2, 1, 3], t.unsqueeze(1));
        Check.Shape([2, 3], t.unsqueeze(1).squeeze(1));
        Check.Shape([2, 3], t.unsqueeze(0).unsqueeze(-1).squeeze());
    }

    [TestMethod]
    public void Narrow_Part_KnowsItsOffset()
    {
        using var t = arange(10);
        using var n = t.narrow(0, 3, 4);
        Assert.AreEqual(3, n.storage_offset());
        Check.Near([3, 4, 5, 6], n);
        Check.Near([2, 5], t.slice(0, 2, 8, 3));
        Check.Near([7, 1], t.index_select(0, tensor(new long[] { 7, 1 })));
    }

    [TestMethod]
    public void Expand_Row_RepeatsWithoutMemory()
    {
        using var t = tensor(new float[] { 1, 2 });
        using var e = t.expand(3, 2);
        Check.Near([1, 2, 1, 2, 1, 2], e);
        Assert.AreEqual(0, e.stride(0));
        Check.Near([1, 2, 1, 2], t.repeat(2));
    }

    [TestMethod]
    public void CatStack_Rows_JoinThem()
    {
        using var a = tensor(new float[] { 1, 2 });
        using var b = tensor(new float[] { 3, 4 });
        Check.Near([1, 2, 3, 4], cat([a, b]));
        Check.Shape([2, 2], stack([a, b]));
        Check.Near([1, 3, 2, 4], stack([a, b], 1));
        var parts = cat([a, b]).split(new long[] { 1, 3 }, 0);
        Check.Near([2, 3, 4], parts[1]);
        Assert.HasCount(2, a.unbind());
    }

    [TestMethod]
    public void Cat_ManyTensors_JoinsAll()
    {
        using var scope = NewDisposeScope();
        var parts = Enumerable.Range(0, 200).Select(i => full(1, i)).ToArray();
        Assert.AreEqual(199 * 100, cat(parts).sum().ToSingle());
    }

    [TestMethod]
    public void Index_PositionsAndRanges_SelectAndAssign()
    {
        using var scope = NewDisposeScope();
        var t = arange(12).view(3, 4);
        Assert.AreEqual(6, t[1, 2].ToInt64());
        Check.Near([4, 5, 6, 7], t[1]);
        Check.Near([1, 5, 9], t[TensorIndex.Colon, TensorIndex.Single(1)]);
        Check.Near([5, 6], t[TensorIndex.Single(1), TensorIndex.Slice(1, 3)]);
        Check.Near([3, 7, 11], t[TensorIndex.Ellipsis, TensorIndex.Single(-1)]);
        Check.Near([8, 10], t[TensorIndex.Single(2), TensorIndex.Slice(null, null, 2)]);
        Check.Near([8, 9, 10, 11, 0, 1, 2, 3], t[tensor(new long[] { 2, 0 })]);
        Check.Near([10, 11], t[t > 9]);
        Check.Shape([1, 3, 4], t[TensorIndex.None]);
        var cube = arange(8).view(2, 2, 2);
        var mask = tensor(new[,] { { true, false }, { true, false } });
        Check.Near([0, 1, 4, 5], cube[mask]);
        // The mask counts as one dimension for what stands behind it: this is cube[:, 1][mask].
        Check.Near([2, 6], cube[TensorIndex.Tensor(mask), TensorIndex.Single(1)]);
        t[0] = tensor(-1L);
        t[TensorIndex.Colon, TensorIndex.Single(3)] = tensor(new long[] { 7, 8, 9 });
        Check.Near([-1, -1, -1, 7], t[0]);
        Check.Near([8, 9, 10, 9], t[2]);
    }
}
